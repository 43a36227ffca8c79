CREATE TABLE `passage_bands` (
	`chunk_id` integer NOT NULL,
	`band` integer NOT NULL,
	PRIMARY KEY(`chunk_id`, `band`),
	FOREIGN KEY (`chunk_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passage_bands_band` ON `passage_bands` (`band`,`chunk_id`);--> statement-breakpoint
CREATE TABLE `passage_likenesses` (
	`chunk_id` integer PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`document_id` text NOT NULL,
	`version` integer NOT NULL,
	`group_id` integer,
	FOREIGN KEY (`chunk_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `passage_likenesses_document` ON `passage_likenesses` (`document_id`);--> statement-breakpoint
CREATE INDEX `passage_likenesses_group` ON `passage_likenesses` (`group_id`);--> statement-breakpoint
CREATE INDEX `passage_likenesses_joined` ON `passage_likenesses` (`client_id`,`group_id`) WHERE "passage_likenesses"."group_id" <> "passage_likenesses"."chunk_id";--> statement-breakpoint
CREATE INDEX `passage_likenesses_left` ON `passage_likenesses` (`client_id`) WHERE "passage_likenesses"."group_id" is null;