CREATE TABLE `article_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`chatbot_id` text NOT NULL,
	`state` text NOT NULL,
	`how` text NOT NULL,
	`question` text NOT NULL,
	`text` text NOT NULL,
	`conversation_id` text,
	`message_id` text,
	`visitor_id` text,
	`asker_id` text,
	`proposed_by` text,
	`decided_by` text,
	`decided_at` text,
	`answer_id` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`visitor_id`) REFERENCES `visitors`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`asker_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`proposed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `article_proposals_client` ON `article_proposals` (`client_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `article_proposals_chatbot` ON `article_proposals` (`chatbot_id`);--> statement-breakpoint
CREATE INDEX `article_proposals_message` ON `article_proposals` (`message_id`);--> statement-breakpoint
CREATE INDEX `article_proposals_conversation` ON `article_proposals` (`conversation_id`);--> statement-breakpoint
CREATE INDEX `article_proposals_visitor` ON `article_proposals` (`visitor_id`);