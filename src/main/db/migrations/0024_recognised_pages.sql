CREATE TABLE `recognised_pages` (
	`client_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`page` integer NOT NULL,
	`version` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`confidence` real NOT NULL,
	`lines` text NOT NULL,
	`failure` text,
	`milliseconds` integer NOT NULL,
	PRIMARY KEY(`client_id`, `content_hash`, `page`, `version`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `documents` ADD `recognition` text;