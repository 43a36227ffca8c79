ALTER TABLE `models` ADD `pace` text;--> statement-breakpoint
ALTER TABLE `models` ADD `reading_seconds` integer DEFAULT 6 NOT NULL;