ALTER TABLE `article_proposals` ADD `wants_test` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `golden_questions` ADD `answer_id` text;