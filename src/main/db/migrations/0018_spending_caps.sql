CREATE TABLE `spending_caps` (
	`key` text PRIMARY KEY NOT NULL,
	`model_id` text,
	`cost` real NOT NULL,
	`month` text NOT NULL,
	`told` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE cascade
);
