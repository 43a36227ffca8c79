CREATE TABLE `contacts_apart` (
	`one_id` text NOT NULL,
	`other_id` text NOT NULL,
	`said_at` text NOT NULL,
	PRIMARY KEY(`one_id`, `other_id`),
	FOREIGN KEY (`one_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`other_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `contacts_apart_other` ON `contacts_apart` (`other_id`);