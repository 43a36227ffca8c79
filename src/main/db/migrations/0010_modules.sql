CREATE TABLE `client_modules` (
	`client_id` text NOT NULL,
	`module` text NOT NULL,
	`enabled` integer NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`client_id`, `module`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `frequent_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`question` text NOT NULL,
	`answer` text NOT NULL,
	`synonyms` text NOT NULL,
	`valid_from` text,
	`valid_until` text,
	`source_url` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `frequent_answers_client` ON `frequent_answers` (`client_id`);--> statement-breakpoint
CREATE INDEX `frequent_answers_chatbot` ON `frequent_answers` (`chatbot_id`,`id`);--> statement-breakpoint
CREATE TABLE `frequent_questions_dismissed` (
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`question_hash` text NOT NULL,
	`dismissed_at` text NOT NULL,
	PRIMARY KEY(`chatbot_id`, `question_hash`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `frequent_questions_dismissed_client` ON `frequent_questions_dismissed` (`client_id`);