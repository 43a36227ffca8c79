DROP INDEX `documents_content`;--> statement-breakpoint
ALTER TABLE `documents` ADD `given_title` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `own_title` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `searched_name` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `dismissed_at` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `warnings` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `documents` ADD `reader_version` integer;--> statement-breakpoint
ALTER TABLE `documents` ADD `replaces` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `replaced_by` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `set_aside_at` text;--> statement-breakpoint
CREATE INDEX `documents_name` ON `documents` (`client_id`,"file_name" collate nocase);--> statement-breakpoint
CREATE INDEX `documents_replaced_by` ON `documents` (`replaced_by`);--> statement-breakpoint
CREATE INDEX `documents_content` ON `documents` (`client_id`,`content_hash`);