ALTER TABLE `tokens` ADD `email` text;--> statement-breakpoint
ALTER TABLE `users` ADD `locked_down_at` integer;--> statement-breakpoint
UPDATE `tokens` SET `email` = (SELECT `users`.`email` FROM `users` WHERE `users`.`id` = `tokens`.`owner`) WHERE `purpose` IN ('not-me', 'reset-password');