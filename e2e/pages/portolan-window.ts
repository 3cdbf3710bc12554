import { expect, type Locator, type Page } from '@playwright/test';

export type Screen = 'Chart' | 'Failures' | 'Fleet' | 'Project' | 'Debt' | 'Cycles' | 'First morning' | 'Parity';

/** The window, in the words of a person who uses it. */
export class PortolanWindow {
  readonly page: Page;
  readonly map: Locator;
  readonly strip: Locator;
  readonly #violations: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.map = page.getByTestId('map');
    this.strip = page.getByRole('banner');
    page.on('console', (message) => {
      // A core that is down refuses connections: the window says so itself, and tries again.
      if (message.type() === 'error' && !message.text().includes('ERR_CONNECTION_REFUSED')) this.#violations.push(message.text());
    });
    page.on('pageerror', (error) => this.#violations.push(error.message));
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.expectReady();
  }

  /** The port is there and drawn. */
  async expectReady(): Promise<void> {
    await expect(this.map).toHaveAttribute('data-ready', 'true', { timeout: 30_000 });
  }

  /** Nothing broke the content security policy, and nothing threw. */
  expectNoViolations(): void {
    expect(this.#violations).toEqual([]);
  }

  async goTo(screen: Screen): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByText(screen, { exact: true }).click();
  }

  async view(name: 'Map' | 'Neighbours' | 'Path' | 'Cycle' | 'Table'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** The counts by state, as the map tells them to whoever cannot see it. */
  async expectCount(state: string, count: number, timeout = 10_000): Promise<void> {
    await expect(this.map).toHaveAttribute('data-counts', new RegExp(`(^| )${state}:${count}( |$)`), { timeout });
  }

  /** Selects a package by its name, through the filter and the table. */
  async select(name: string): Promise<void> {
    const url = new URL(this.page.url());
    url.searchParams.set('select', name);
    await this.page.evaluate((href) => {
      history.pushState(null, '', href);
      dispatchEvent(new PopStateEvent('popstate'));
    }, url.href);
    await expect(this.drawer(name).getByRole('heading', { level: 2, name })).toBeVisible();
    // Commands on it wait for what the core says of it.
    await expect(this.drawer(name).locator('.drawer-why')).toBeVisible();
  }

  drawer(name: string): Locator {
    return this.page.getByRole('complementary', { name: `Package ${name}` });
  }

  /** The cluster of failures that has this package, opened, and the package's own row. */
  failure(name: string): Locator {
    return this.failures.locator(`[data-source="${name}"]`);
  }

  /** Opens the cluster whose first line says this. */
  async openCluster(words: string | RegExp): Promise<Locator> {
    const head = this.failures.locator('[data-cluster]').filter({ hasText: words });
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    await expect(head).toHaveAttribute('aria-expanded', 'true');
    return head;
  }

  get failures(): Locator {
    return this.page.getByRole('treegrid', { name: 'Failed packages by cluster' });
  }

  /** The state of a package, as its drawer says. */
  async expectState(name: string, word: string, timeout = 10_000): Promise<void> {
    await expect(this.drawer(name).locator('.drawer-why')).toContainText(word, { timeout });
  }
}
