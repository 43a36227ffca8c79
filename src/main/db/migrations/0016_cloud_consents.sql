CREATE TABLE `cloud_consents` (
	`chatbot_id` text NOT NULL,
	`host` text NOT NULL,
	`given_by_id` text,
	`given_at` text NOT NULL,
	`carried_over` integer NOT NULL,
	PRIMARY KEY(`chatbot_id`, `host`),
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`given_by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `cloud_consents_given_by` ON `cloud_consents` (`given_by_id`);--> statement-breakpoint
CREATE TABLE `embedding_consents` (
	`model_id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`given_by_id` text,
	`given_at` text NOT NULL,
	`carried_over` integer NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`given_by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `embedding_consents_given_by` ON `embedding_consents` (`given_by_id`);--> statement-breakpoint
INSERT INTO `cloud_consents` (`chatbot_id`, `host`, `given_at`, `carried_over`) SELECT `id`, '', `updated_at`, 1 FROM `chatbots`;
--> statement-breakpoint
INSERT INTO `embedding_consents` (`model_id`, `host`, `given_at`, `carried_over`) SELECT `id`, '', `updated_at`, 1 FROM `models` WHERE `purpose` = 'embedding';
