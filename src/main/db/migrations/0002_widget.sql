CREATE TABLE `visitors` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`secret_hash` text,
	`name` text,
	`email` text,
	`language` text,
	`first_origin` text NOT NULL,
	`consent_at` text,
	`created_at` text NOT NULL,
	`last_seen_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `visitors_chatbot` ON `visitors` (`chatbot_id`);--> statement-breakpoint
CREATE INDEX `visitors_client` ON `visitors` (`client_id`,`last_seen_at`);--> statement-breakpoint
CREATE TABLE `attachment_passages` (
	`attachment_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`page` integer,
	`heading` text,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`attachment_id`, `ordinal`),
	FOREIGN KEY (`attachment_id`) REFERENCES `attachments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`visitor_id` text NOT NULL,
	`conversation_id` text,
	`message_id` text,
	`file_name` text NOT NULL,
	`media_type` text NOT NULL,
	`kind` text NOT NULL,
	`size` integer NOT NULL,
	`content_hash` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`visitor_id`) REFERENCES `visitors`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `attachments_visitor` ON `attachments` (`visitor_id`);--> statement-breakpoint
CREATE INDEX `attachments_conversation` ON `attachments` (`conversation_id`);--> statement-breakpoint
CREATE INDEX `attachments_content` ON `attachments` (`content_hash`);--> statement-breakpoint
CREATE TABLE `leads` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`conversation_id` text,
	`visitor_id` text,
	`reason` text NOT NULL,
	`fields` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`visitor_id`) REFERENCES `visitors`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `leads_chatbot` ON `leads` (`chatbot_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `leads_visitor` ON `leads` (`visitor_id`);--> statement-breakpoint
CREATE TABLE `message_feedback` (
	`message_id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`rating` text NOT NULL,
	`comment` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `message_feedback_client` ON `message_feedback` (`client_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `widgets` (
	`chatbot_id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`public_id` text NOT NULL,
	`enabled` integer NOT NULL,
	`token_epoch` integer NOT NULL,
	`allowed_domains` text NOT NULL,
	`logo_hash` text,
	`appearance` text NOT NULL,
	`behaviour` text NOT NULL,
	`limits` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `widgets_public_id_unique` ON `widgets` (`public_id`);--> statement-breakpoint
ALTER TABLE `conversations` ADD `visitor_id` text REFERENCES visitors(id) ON DELETE SET NULL;--> statement-breakpoint
CREATE INDEX `conversations_visitor` ON `conversations` (`visitor_id`,`updated_at`);--> statement-breakpoint
ALTER TABLE `messages` ADD `client_message_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_client_message` ON `messages` (`conversation_id`,`client_message_id`);