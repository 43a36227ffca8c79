CREATE TABLE `schedules` (
	`name` text PRIMARY KEY NOT NULL,
	`last_due_at` text NOT NULL,
	`last_run_at` text
);
