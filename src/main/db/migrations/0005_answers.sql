ALTER TABLE `conversations` ADD `person_asked_at` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `person_handled_at` text;--> statement-breakpoint
CREATE INDEX `conversations_person_asked` ON `conversations` (`client_id`,`person_asked_at`) WHERE "conversations"."person_asked_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `dismissed_at` text;--> statement-breakpoint
ALTER TABLE `chunks` ADD `table_header` text;