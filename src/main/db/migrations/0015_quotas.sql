CREATE TABLE `quota_notices` (
	`client_id` text PRIMARY KEY NOT NULL,
	`month` text NOT NULL,
	`told` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `quotas` (
	`client_id` text PRIMARY KEY NOT NULL,
	`tokens` integer,
	`cost` real,
	`when_reached` text NOT NULL,
	`model_id` text,
	`says_fr` text,
	`says_en` text,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `report_recipients` (
	`client_id` text NOT NULL,
	`address` text NOT NULL,
	`mailed_month` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`client_id`, `address`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
