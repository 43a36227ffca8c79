ALTER TABLE `article_proposals` ADD `kind` text DEFAULT 'answer' NOT NULL;--> statement-breakpoint
ALTER TABLE `article_proposals` ADD `title` text;--> statement-breakpoint
ALTER TABLE `article_proposals` ADD `document_id` text;