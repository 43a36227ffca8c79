CREATE TABLE `used_code_steps` (
	`user_id` text NOT NULL,
	`step` integer NOT NULL,
	PRIMARY KEY(`user_id`, `step`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
DROP INDEX `messages_conversation`;--> statement-breakpoint
ALTER TABLE `messages` ADD `sequence` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `messages` SET `sequence` = `placed`.`place` FROM (SELECT `id`, row_number() OVER (PARTITION BY `conversation_id` ORDER BY `created_at`, `id`) AS `place` FROM `messages`) AS `placed` WHERE `placed`.`id` = `messages`.`id`;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_sequence` ON `messages` (`conversation_id`,`sequence`);--> statement-breakpoint
DROP INDEX `conversations_client`;--> statement-breakpoint
DROP INDEX `conversations_visitor`;--> statement-breakpoint
ALTER TABLE `conversations` ADD `activity` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `conversations` SET `activity` = `placed`.`place` FROM (SELECT `id`, row_number() OVER (ORDER BY `updated_at`, `id`) AS `place` FROM `conversations`) AS `placed` WHERE `placed`.`id` = `conversations`.`id`;--> statement-breakpoint
UPDATE `conversations` SET `person_handled_at` = NULL WHERE `person_handled_at` < `person_asked_at`;--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_activity` ON `conversations` (`activity`);--> statement-breakpoint
CREATE INDEX `conversations_client` ON `conversations` (`client_id`,`activity`);--> statement-breakpoint
CREATE INDEX `conversations_visitor` ON `conversations` (`visitor_id`,`activity`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `ended_after` text;--> statement-breakpoint
INSERT INTO `used_code_steps` (`user_id`, `step`) SELECT `id`, `second_factor_step` FROM `users` WHERE `second_factor_step` IS NOT NULL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `second_factor_step`;