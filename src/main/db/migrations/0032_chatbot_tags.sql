CREATE TABLE `chatbot_tags` (
	`chatbot_id` text NOT NULL,
	`tag_id` text NOT NULL,
	PRIMARY KEY(`chatbot_id`, `tag_id`),
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`tag_id`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `chatbot_tags_tag` ON `chatbot_tags` (`tag_id`);