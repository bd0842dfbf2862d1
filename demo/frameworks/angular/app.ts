import { Component, CUSTOM_ELEMENTS_SCHEMA, signal, type OnInit } from '@angular/core';
import type { Connection, ConnectionCreatedEvent } from 'connection-embed';
import { endpoint, fetchAccounts } from '../backend.js';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main class="app">
      <header>
        <h1>Acme in Angular</h1>
        <p>The tag as it is: attributes, properties and events.</p>
      </header>
      <connection-embed
        [endpoint]="endpoint"
        session-url="/api/connect-session"
        permissions="crm_contact_read,crm_deal_read"
        [copy]="copy"
        (connection-created)="created($event)"
        (connection-removed)="showAccounts()"
      ></connection-embed>
      <section>
        <h2 id="accounts">Connected accounts</h2>
        <ul class="accounts" aria-labelledby="accounts">
          @for (account of accounts(); track account.id) {
            <li>
              {{ account.integration_name }}
              <span>since {{ since(account) }}</span>
            </li>
          }
        </ul>
        <p role="status">{{ status() }}</p>
      </section>
    </main>
  `,
})
export class App implements OnInit {
  readonly endpoint = endpoint;
  readonly copy = { product: 'Acme' };
  readonly accounts = signal<Connection[]>([]);
  readonly status = signal('');

  async ngOnInit(): Promise<void> {
    await this.showAccounts();
  }

  async created({ detail: { connection } }: ConnectionCreatedEvent): Promise<void> {
    await this.showAccounts();
    this.status.set(`${connection.integration_name} is connected as ${connection.id}`);
  }

  async showAccounts(): Promise<void> {
    this.accounts.set(await fetchAccounts());
  }

  since({ created_at }: Connection): string {
    return new Date(created_at).toLocaleDateString(undefined, { dateStyle: 'medium' });
  }
}
