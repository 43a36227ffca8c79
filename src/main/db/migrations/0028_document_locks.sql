ALTER TABLE `documents` ADD `lock` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `sealed_password` text;