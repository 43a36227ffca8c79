CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`scheme` text NOT NULL,
	`host` text NOT NULL,
	`port` integer NOT NULL,
	`address` text,
	`place` text NOT NULL,
	`chatbot_id` text,
	`model_id` text,
	`outcome` text NOT NULL,
	`detail` text NOT NULL,
	`count` integer NOT NULL,
	`sent_bytes` integer NOT NULL,
	`received_bytes` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`started_at` text NOT NULL,
	`last_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `connections_last` ON `connections` (`last_at`,`id`);