DROP INDEX "security_events_actor";--> statement-breakpoint
CREATE INDEX "security_events_actor_at" ON "security_events" USING btree ("actor","at") WHERE "security_events"."actor" is not null;