// Compiles the template in the page. The Angular CLI does it ahead of time, and needs no such line.
import '@angular/compiler';
import 'connection-embed';
import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app.js';

await bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
