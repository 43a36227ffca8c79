CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`chatbot_ids` text,
	`created_by` text,
	`created_at` text NOT NULL,
	`expires_at` text,
	`last_used_at` text,
	`revoked_at` text,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_secret_hash_unique` ON `api_keys` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_client` ON `api_keys` (`client_id`);--> statement-breakpoint
CREATE TABLE `idempotent_answers` (
	`caller` text NOT NULL,
	`key` text NOT NULL,
	`client_id` text,
	`request_hash` text NOT NULL,
	`answer` text,
	`created_at` text NOT NULL,
	PRIMARY KEY(`caller`, `key`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `memberships` (
	`user_id` text NOT NULL,
	`client_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `client_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `memberships_client` ON `memberships` (`client_id`);--> statement-breakpoint
CREATE TABLE `one_time_links` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_by` text,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_time_links_token_hash_unique` ON `one_time_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `one_time_links_user` ON `one_time_links` (`user_id`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`user_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`used_at` text,
	PRIMARY KEY(`user_id`, `code_hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `rotated_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`rotated_at` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `rotated_tokens_session` ON `rotated_tokens` (`session_id`);--> statement-breakpoint
CREATE TABLE `chatbot_people` (
	`chatbot_id` text NOT NULL,
	`user_id` text NOT NULL,
	PRIMARY KEY(`chatbot_id`, `user_id`),
	FOREIGN KEY (`chatbot_id`) REFERENCES `chatbots`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `chatbot_people_user` ON `chatbot_people` (`user_id`);--> statement-breakpoint
CREATE TABLE `client_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`size` integer,
	`sha256` text,
	`created_by` text,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `client_exports_client` ON `client_exports` (`client_id`);--> statement-breakpoint
CREATE TABLE `audit_details` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`actor_label` text,
	`target_label` text,
	`address` text,
	`user_agent` text,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE TABLE `audit_events` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`target_id` text,
	`client_id` text,
	`correlation_id` text,
	`details_digest` text NOT NULL,
	`mac` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_events_client` ON `audit_events` (`client_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_events_actor` ON `audit_events` (`actor_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_events_action` ON `audit_events` (`action`,`sequence`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`mac` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`certificate` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `users` ADD `sealed_second_factor` text;--> statement-breakpoint
ALTER TABLE `users` ADD `second_factor_since` text;--> statement-breakpoint
ALTER TABLE `users` ADD `second_factor_step` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `lock_hash` text;--> statement-breakpoint
ALTER TABLE `users` ADD `lock_after_minutes` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `last_sign_in_at` text;--> statement-breakpoint
ALTER TABLE `chatbots` ADD `sharing` text DEFAULT 'team' NOT NULL;--> statement-breakpoint
ALTER TABLE `clients` ADD `language` text DEFAULT 'fr' NOT NULL;--> statement-breakpoint
ALTER TABLE `clients` ADD `time_zone` text DEFAULT 'Europe/Paris' NOT NULL;--> statement-breakpoint
ALTER TABLE `clients` ADD `notes` text;--> statement-breakpoint
ALTER TABLE `clients` ADD `archived_at` text;--> statement-breakpoint
ALTER TABLE `clients` ADD `conversation_retention_days` integer;--> statement-breakpoint
ALTER TABLE `clients` ADD `file_retention_days` integer;--> statement-breakpoint
ALTER TABLE `clients` ADD `log_retention_days` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `api_key_id` text REFERENCES api_keys(id) ON DELETE SET NULL;--> statement-breakpoint
-- Until now everyone reached every client: they keep what they had.
INSERT INTO `memberships` (`user_id`, `client_id`, `role`, `created_at`)
SELECT `users`.`id`, `clients`.`id`, `users`.`role`, `users`.`created_at`
FROM `users` CROSS JOIN `clients` WHERE `users`.`role` IN ('editor', 'agent', 'member');
