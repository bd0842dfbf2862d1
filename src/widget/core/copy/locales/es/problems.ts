import type { ProblemsWords } from '../words.js';

/** What Spanish calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Ahora mismo no es posible conectar',
    '[{product}|Esta página] tiene que corregir algo antes. No se debe a nada que hayas hecho.',
  ],
  unauthorized: ['Tu sesión se ha cerrado', 'Inicia sesión en [{product}|esta página] de nuevo y vuelve aquí.'],
  session_expired: ['Has estado fuera un rato', 'No se ha perdido nada. Inténtalo de nuevo para continuar.'],
  forbidden: [
    'No tienes acceso a [{integration}|esto]',
    'Pide acceso [a {product}|al equipo de esta página] o elige otra integración.',
  ],
  not_found: ['Esto ya no está aquí', 'Puede que se haya quitado en otro lugar. Empieza de nuevo desde la lista.'],
  invalid_fields: ['Todavía hay algo que corregir', 'Comprueba lo que has introducido e inténtalo de nuevo.'],
  credentials_rejected: [
    '[{integration}|El proveedor] no ha aceptado estos datos',
    'Comprueba que se copiaron enteros y siguen activos. Lo que introdujiste sigue aquí.',
  ],
  idempotency_conflict: ['Ya está en marcha', 'Se está conectando ahora mismo. Inténtalo de nuevo en un momento.'],
  rate_limited: ['Demasiados intentos seguidos', 'No se ha perdido nada. Inténtalo de nuevo {wait}.'],
  connection_paused: ['Esta conexión está en pausa', 'Hay que reanudarla antes de poder usarla.'],
  integration_misconfigured: [
    '[{integration}|Esta integración] aún no está disponible',
    '[{product}|Esta página] tiene que terminar la configuración. No se debe a nada que hayas hecho.',
  ],
  provider_unreachable: [
    '[{integration}|El proveedor] no responde',
    'No se ha conectado nada. Inténtalo de nuevo en unos minutos.',
  ],
  store_unavailable: [
    'Algo no ha funcionado',
    'El problema es [de {product}|nuestro] y no se ha perdido nada. Inténtalo de nuevo en un momento.',
  ],
  network_failed: [
    '[{offline?}No tienes conexión|No se puede acceder a {product}|No se puede acceder al servidor de esta página]',
    'No se ha perdido nada. [{offline?}{integration?}Inténtalo de nuevo cuando vuelva tu conexión a Internet.|{offline?}Lo intentaremos de nuevo en cuanto vuelva tu conexión a Internet.|Inténtalo de nuevo en un momento.]',
  ],
  timed_out: [
    'Esto está tardando demasiado',
    'No se ha perdido nada. Comprueba tu conexión a Internet e inténtalo de nuevo.',
  ],
  not_offered: [
    '[{integration}|Esta integración] no está disponible aquí',
    'Elige otra integración o pide [a {product}|al equipo de esta página] que añada [{integration}|esta].',
  ],
};
