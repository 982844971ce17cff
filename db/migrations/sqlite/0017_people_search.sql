ALTER TABLE `users` ADD `name_rest` text;--> statement-breakpoint
ALTER TABLE `users` ADD `name_last` text;--> statement-breakpoint
UPDATE `users` SET `name_rest` = substr(`name_folded`, instr(`name_folded`, ' ') + 1) WHERE instr(`name_folded`, ' ') > 0;--> statement-breakpoint
UPDATE `users` SET `name_last` = substr(`name_rest`, length(rtrim(`name_rest`, replace(`name_rest`, ' ', ''))) + 1) WHERE instr(`name_rest`, ' ') > 0;--> statement-breakpoint
CREATE INDEX `users_name_rest` ON `users` (`name_rest`) WHERE "users"."name_rest" is not null;--> statement-breakpoint
CREATE INDEX `users_name_last` ON `users` (`name_last`) WHERE "users"."name_last" is not null;