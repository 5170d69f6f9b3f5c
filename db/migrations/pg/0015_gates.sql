ALTER TABLE "endpoint_shares" ADD COLUMN "gate" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "endpoint_shares_gate" ON "endpoint_shares" USING btree ("gate");