import { z } from 'zod';

/** The menus that the window's commands go into, in this order. */
export const COMMAND_MENUS = ['Port', 'Build', 'Go'] as const;

const menuCommand = z.object({
  id: z.string().min(1).max(100),
  title: z.string().trim().min(1).max(100),
  menu: z.enum(COMMAND_MENUS),
  /** In Electron's notation, `CmdOrCtrl+K`; shown only: the window hears its own keys. */
  key: z.string().max(50).regex(/^[\w+=\-[\];',./\\`]*$/u).nullable(),
  enabled: z.boolean(),
});

/** One entry of the window's command registry that wants to be in the menu bar. */
export type MenuCommand = z.infer<typeof menuCommand>;

const announced = z.array(menuCommand).max(200);

/** What the window announced as its commands, or null: it is a page, and may send anything. */
export function parseCommands(message: unknown): readonly MenuCommand[] | null {
  const parsed = announced.safeParse(message);
  return parsed.success ? parsed.data : null;
}
