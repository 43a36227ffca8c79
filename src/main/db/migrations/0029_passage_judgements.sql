CREATE TABLE `passage_judgements` (
	`chunk_id` integer PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`document_id` text NOT NULL,
	`version` integer NOT NULL,
	`short` integer NOT NULL,
	`gibberish` integer NOT NULL,
	`badly_recognised` integer NOT NULL,
	`words_hash` text,
	FOREIGN KEY (`chunk_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passage_judgements_document` ON `passage_judgements` (`document_id`);--> statement-breakpoint
CREATE INDEX `passage_judgements_words` ON `passage_judgements` (`client_id`,`words_hash`);--> statement-breakpoint
DROP INDEX `passage_edits_client`;--> statement-breakpoint
ALTER TABLE `passage_edits` ADD `words_hash` text;--> statement-breakpoint
CREATE INDEX `passage_edits_client` ON `passage_edits` (`client_id`,`words_hash`);