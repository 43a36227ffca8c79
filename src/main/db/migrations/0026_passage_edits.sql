CREATE TABLE `passage_edits` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`document_id` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`original` text NOT NULL,
	`text` text,
	`excluded` integer NOT NULL,
	`questions` text NOT NULL,
	`state` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passage_edits_document` ON `passage_edits` (`document_id`);--> statement-breakpoint
CREATE INDEX `passage_edits_client` ON `passage_edits` (`client_id`);--> statement-breakpoint
ALTER TABLE `chunks` ADD `edit_id` text;--> statement-breakpoint
ALTER TABLE `chunks` ADD `edited` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `chunks` ADD `questions` text;