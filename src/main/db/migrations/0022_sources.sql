CREATE TABLE `source_chatbots` (
	`source_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	PRIMARY KEY(`source_id`, `chatbot_id`),
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `source_chatbots_chatbot` ON `source_chatbots` (`chatbot_id`);--> statement-breakpoint
CREATE TABLE `source_items` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`key` text NOT NULL,
	`document_id` text,
	`state` text NOT NULL,
	`question` text,
	`validators` text,
	`asked` text,
	`refused` text,
	`title` text,
	`file_name` text,
	`reason` text,
	`code` text,
	`detail` text,
	`depth` integer NOT NULL,
	`via` text,
	`first_seen_at` text NOT NULL,
	`last_seen_at` text,
	`met_by` text,
	`queued_by` text,
	`moved_from` text,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `source_items_key` ON `source_items` (`source_id`,`key`);--> statement-breakpoint
CREATE INDEX `source_items_document` ON `source_items` (`document_id`);--> statement-breakpoint
CREATE INDEX `source_items_state` ON `source_items` (`source_id`,`state`);--> statement-breakpoint
CREATE INDEX `source_items_question` ON `source_items` (`source_id`,`question`) WHERE "source_items"."question" is not null;--> statement-breakpoint
CREATE INDEX `source_items_queue` ON `source_items` (`queued_by`,`depth`,`id`) WHERE "source_items"."queued_by" is not null;--> statement-breakpoint
CREATE TABLE `source_looks` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`outcome` text,
	`dry` integer NOT NULL,
	`counts` text NOT NULL,
	`failure` text,
	`started_at` text NOT NULL,
	`finished_at` text,
	`duration_ms` integer NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `source_looks_source` ON `source_looks` (`source_id`,`id`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`settings` text NOT NULL,
	`schedule` text NOT NULL,
	`on_vanished` text NOT NULL,
	`state` text NOT NULL,
	`approved_at` text,
	`paused` integer DEFAULT false NOT NULL,
	`last_look_at` text,
	`next_look_at` text,
	`failure` text,
	`failed_at` text,
	`created_by` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `sources_client` ON `sources` (`client_id`);--> statement-breakpoint
CREATE INDEX `sources_next_look` ON `sources` (`next_look_at`);--> statement-breakpoint
CREATE INDEX `sources_created_by` ON `sources` (`created_by`);