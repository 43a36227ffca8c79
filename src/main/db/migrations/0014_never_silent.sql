ALTER TABLE `chatbots` ADD `further_model_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `chatbots` ADD `first_word_seconds` integer;--> statement-breakpoint
ALTER TABLE `chatbots` ADD `between_words_seconds` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `attempts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `other_urls` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `connect_seconds` integer;--> statement-breakpoint
ALTER TABLE `models` ADD `first_word_seconds` integer;--> statement-breakpoint
ALTER TABLE `models` ADD `between_words_seconds` integer;