// Before any schema is made: zod would probe `new Function`, which the security policy forbids and reports.
import './quiet-zod.ts';

export { fixChange, portFixes } from '#shared/contract/schemas/port-fix.ts';
