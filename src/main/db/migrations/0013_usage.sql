ALTER TABLE `messages` ADD `cached_tokens` integer;--> statement-breakpoint
-- What was used before it was counted, as the answers tell it: it is counted with what comes.
INSERT INTO `events` (`type`, `client_id`, `subject_kind`, `subject_id`, `actor_kind`, `actor_id`, `contact_id`, `payload`, `created_at`)
SELECT 'model.used', `m`.`client_id`, 'message', `m`.`id`,
  CASE WHEN `c`.`user_id` IS NOT NULL THEN 'user' WHEN `c`.`api_key_id` IS NOT NULL THEN 'key' WHEN `c`.`visitor_id` IS NOT NULL THEN 'anonymous' ELSE 'local' END,
  coalesce(`c`.`user_id`, `c`.`api_key_id`), NULL,
  json_object(
    'chatbotId', `c`.`chatbot_id`,
    'channel', `c`.`channel`,
    'ownTest', json(iif(`c`.`channel` = 'preview' OR (`c`.`channel` IN ('app', 'cli') AND `c`.`api_key_id` IS NULL AND (
      `c`.`user_id` IS NULL
      OR EXISTS (SELECT 1 FROM `users` `u` WHERE `u`.`id` = `c`.`user_id` AND `u`.`role` IN ('owner', 'admin'))
      OR EXISTS (SELECT 1 FROM `memberships` `held` WHERE `held`.`user_id` = `c`.`user_id` AND `held`.`client_id` = `c`.`client_id` AND `held`.`role` <> 'member')
    )), 'true', 'false')),
    'asker', coalesce(`c`.`user_id`, `c`.`api_key_id`),
    'modelId', NULL,
    'provider', `m`.`provider`,
    'model', coalesce(`m`.`model`, `m`.`provider`),
    'purpose', 'answer',
    'inputTokens', coalesce(`m`.`input_tokens`, 0),
    'outputTokens', coalesce(`m`.`output_tokens`, 0),
    'cachedTokens', NULL,
    'cost', iif(`m`.`provider` = 'embedded', 0, `m`.`cost`),
    'estimated', json(iif(`m`.`provider` <> 'embedded' AND `m`.`input_tokens` IS NULL, 'true', 'false'))
  ), `m`.`created_at`
FROM `messages` `m` JOIN `conversations` `c` ON `c`.`id` = `m`.`conversation_id`
WHERE `m`.`sender` = 'bot' AND `m`.`provider` IS NOT NULL AND `m`.`status` <> 'streaming'
ORDER BY `m`.`created_at`, `m`.`conversation_id`, `m`.`sequence`;
