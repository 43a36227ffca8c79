CREATE TABLE `golden_chatbots` (
	`chatbot_id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`automatic` integer NOT NULL,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `golden_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`question` text NOT NULL,
	`document_id` text,
	`document_name` text,
	`document_title` text,
	`quote` text,
	`start` integer,
	`end` integer,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `golden_questions_client` ON `golden_questions` (`client_id`);--> statement-breakpoint
CREATE INDEX `golden_questions_chatbot` ON `golden_questions` (`chatbot_id`,`id`);--> statement-breakpoint
CREATE TABLE `golden_results` (
	`run_id` text NOT NULL,
	`question_id` text NOT NULL,
	`question` text NOT NULL,
	`has_answer` integer NOT NULL,
	`rank` integer,
	`covered` real,
	`answers` integer NOT NULL,
	`certainty` real NOT NULL,
	`lost` integer NOT NULL,
	PRIMARY KEY(`run_id`, `question_id`),
	FOREIGN KEY (`run_id`) REFERENCES `golden_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `golden_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`at` text NOT NULL,
	`cause` text NOT NULL,
	`took_ms` integer NOT NULL,
	`measures` text NOT NULL,
	`stood` text NOT NULL,
	`standing` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `golden_runs_client` ON `golden_runs` (`client_id`);--> statement-breakpoint
CREATE INDEX `golden_runs_chatbot` ON `golden_runs` (`chatbot_id`,`id`);