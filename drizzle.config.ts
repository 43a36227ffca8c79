import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/main/db/schema/*.ts', './src/modules/*/main/tables.ts'],
  out: './src/main/db/migrations',
});
