CREATE TABLE `event_holds` (
	`subscriber` text NOT NULL,
	`subject_id` text NOT NULL,
	`client_id` text,
	`sequence` integer NOT NULL,
	PRIMARY KEY(`subscriber`, `subject_id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_subscribers` (
	`name` text PRIMARY KEY NOT NULL,
	`cursor` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`client_id` text,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`contact_id` text,
	`payload` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `visitors`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `events_client` ON `events` (`client_id`);--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject_id`);--> statement-breakpoint
CREATE INDEX `events_contact` ON `events` (`contact_id`) WHERE "events"."contact_id" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `metric_days` (
	`client_id` text NOT NULL,
	`metric` text NOT NULL,
	`day` text NOT NULL,
	`dimensions` text NOT NULL,
	`value` real NOT NULL,
	PRIMARY KEY(`client_id`, `metric`, `day`, `dimensions`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `metric_hours` (
	`client_id` text NOT NULL,
	`metric` text NOT NULL,
	`hour` text NOT NULL,
	`dimensions` text NOT NULL,
	`value` real NOT NULL,
	PRIMARY KEY(`client_id`, `metric`, `hour`, `dimensions`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
-- What was said before events were recorded, as they tell it: it is counted with what comes, and stands in timelines.
INSERT INTO `events` (`type`, `client_id`, `subject_kind`, `subject_id`, `actor_kind`, `actor_id`, `contact_id`, `payload`, `created_at`)
WITH `told` AS (
  SELECT `c`.*, json_object(
    'chatbotId', `c`.`chatbot_id`,
    'channel', `c`.`channel`,
    'ownTest', json(iif(`c`.`channel` = 'preview' OR (`c`.`channel` IN ('app', 'cli') AND `c`.`api_key_id` IS NULL AND (
      `c`.`user_id` IS NULL
      OR EXISTS (SELECT 1 FROM `users` `u` WHERE `u`.`id` = `c`.`user_id` AND `u`.`role` IN ('owner', 'admin'))
      OR EXISTS (SELECT 1 FROM `memberships` `held` WHERE `held`.`user_id` = `c`.`user_id` AND `held`.`client_id` = `c`.`client_id` AND `held`.`role` <> 'member')
    )), 'true', 'false')),
    'asker', coalesce(`c`.`user_id`, `c`.`api_key_id`)
  ) AS `about`,
  CASE WHEN `c`.`user_id` IS NOT NULL THEN 'user' WHEN `c`.`api_key_id` IS NOT NULL THEN 'key' WHEN `c`.`visitor_id` IS NOT NULL THEN 'anonymous' ELSE 'local' END AS `actor`
  FROM `conversations` `c`
), `past` AS (
  SELECT 'conversation.started' AS `type`, `client_id`, 'conversation' AS `kind`, `id` AS `subject`, `actor`, coalesce(`user_id`, `api_key_id`) AS `actor_id`, `visitor_id`, `about` AS `payload`, `created_at`, 0 AS `place`
  FROM `told`
  UNION ALL
  SELECT CASE
      WHEN `m`.`sender` IN ('user', 'visitor') THEN 'conversation.asked'
      WHEN `m`.`status` <> 'complete' THEN 'conversation.answer_broken_off'
      WHEN `m`.`abstained` THEN 'conversation.abstained'
      ELSE 'conversation.answered'
    END, `m`.`client_id`, 'conversation', `m`.`conversation_id`, `t`.`actor`, coalesce(`t`.`user_id`, `t`.`api_key_id`), `t`.`visitor_id`,
    CASE WHEN `m`.`sender` IN ('user', 'visitor') THEN json_set(`t`.`about`, '$.messageId', `m`.`id`) ELSE json_set(`t`.`about`,
      '$.messageId', `m`.`id`,
      '$.aside', json(iif(coalesce(json_extract(`m`.`metadata`, '$.aside'), 0), 'true', 'false')),
      '$.firstTokenMs', `m`.`first_token_ms`,
      '$.responseTimeMs', `m`.`response_time_ms`,
      '$.cited', json(iif(json_array_length(`m`.`sources`) > 0, 'true', 'false')),
      '$.confidence', `m`.`confidence`,
      '$.status', iif(`m`.`status` = 'streaming', 'interrupted', `m`.`status`),
      '$.failure', NULL) END,
    `m`.`created_at`, `m`.`sequence`
  FROM `messages` `m` JOIN `told` `t` ON `t`.`id` = `m`.`conversation_id`
  WHERE `m`.`sender` IN ('user', 'visitor', 'bot')
  UNION ALL
  SELECT 'conversation.rated', `f`.`client_id`, 'conversation', `m`.`conversation_id`, `t`.`actor`, NULL, `t`.`visitor_id`,
    json_object('chatbotId', `t`.`chatbot_id`, 'messageId', `f`.`message_id`, 'rating', `f`.`rating`), `f`.`created_at`, `m`.`sequence`
  FROM `message_feedback` `f` JOIN `messages` `m` ON `m`.`id` = `f`.`message_id` JOIN `told` `t` ON `t`.`id` = `m`.`conversation_id`
  UNION ALL
  SELECT 'visitor.first_seen', `client_id`, 'visitor', `id`, 'anonymous', NULL, `id`, json_object('chatbotId', `chatbot_id`), `created_at`, 0
  FROM `visitors`
  UNION ALL
  SELECT 'contact.left', `client_id`, 'contact', `id`, 'anonymous', NULL, `visitor_id`,
    json_object('chatbotId', `chatbot_id`, 'conversationId', `conversation_id`, 'reason', `reason`), `created_at`, 0
  FROM `leads`
)
SELECT `type`, `client_id`, `kind`, `subject`, `actor`, `actor_id`, `visitor_id`, `payload`, `created_at` FROM `past` ORDER BY `created_at`, `subject`, `place`;
