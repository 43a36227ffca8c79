CREATE TABLE `embedding_probes` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`base` text NOT NULL,
	`generation` integer NOT NULL,
	`vector` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `embedding_probes_base` ON `embedding_probes` (`base`);--> statement-breakpoint
CREATE TABLE `index_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`model_id` text NOT NULL,
	`former_model_id` text,
	`state` text NOT NULL,
	`paused` integer NOT NULL,
	`swaps_by_itself` integer NOT NULL,
	`failure` text,
	`created_at` text NOT NULL,
	`ready_at` text,
	`swapped_at` text,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`former_model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `golden_comparisons` (
	`chatbot_id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`change_id` text NOT NULL,
	`to_model_id` text NOT NULL,
	`at` text NOT NULL,
	`from_measures` text NOT NULL,
	`to_measures` text NOT NULL,
	`questions` text NOT NULL,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `golden_comparisons_client` ON `golden_comparisons` (`client_id`);--> statement-breakpoint
ALTER TABLE `embedding_states` ADD `beside_fingerprint` text;--> statement-breakpoint
ALTER TABLE `embedding_states` ADD `beside_model_id` text REFERENCES models(id) ON DELETE set null;--> statement-breakpoint
ALTER TABLE `embedding_states` ADD `beside_mean` real;--> statement-breakpoint
ALTER TABLE `embedding_states` ADD `beside_deviation` real;