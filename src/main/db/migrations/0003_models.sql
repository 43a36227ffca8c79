CREATE TABLE `embedding_problems` (
	`chunk_id` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`kind` text NOT NULL,
	`failure` text,
	PRIMARY KEY(`chunk_id`, `fingerprint`),
	FOREIGN KEY (`chunk_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `models` ADD `findings` text;--> statement-breakpoint
-- Until now it was kept and never used: what was only the default leaves the choice to the chatbots. The table is not
-- made anew, because chatbots point to it.
ALTER TABLE `models` RENAME COLUMN `temperature` TO `temperature_before`;--> statement-breakpoint
ALTER TABLE `models` ADD `temperature` real;--> statement-breakpoint
UPDATE `models` SET `temperature` = `temperature_before` WHERE `temperature_before` <> 0.2;--> statement-breakpoint
ALTER TABLE `models` DROP COLUMN `temperature_before`;
