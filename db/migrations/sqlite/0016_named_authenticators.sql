-- An account may have several authenticators, each with a name.
DROP INDEX `authenticators_one_confirmed`;--> statement-breakpoint
ALTER TABLE `authenticators` ADD `name` text;--> statement-breakpoint
ALTER TABLE `authenticators` ADD `replaces_id` text;--> statement-breakpoint
CREATE INDEX `authenticators_user` ON `authenticators` (`user_id`);