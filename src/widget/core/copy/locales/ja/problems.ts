import type { ProblemsWords } from '../words.js';

/** What Japanese calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    '現在接続できません',
    '[{product} |このページ]側で修正が必要です。お客様の操作が原因ではありません。',
  ],
  unauthorized: ['サインアウトされました', '[{product} |このページ]に再度サインインしてから、ここに戻ってください。'],
  session_expired: ['しばらく操作がありませんでした', 'データは失われていません。続けるには、もう一度お試しください。'],
  forbidden: [
    '[{integration} |この連携先]を利用する権限がありません',
    '[{product} |このページの運営者]にアクセス権を依頼するか、別の連携先を選択してください。',
  ],
  not_found: ['見つかりません', 'すでに解除または削除された可能性があります。一覧からもう一度始めてください。'],
  invalid_fields: ['修正が必要な項目があります', '入力内容を確認して、もう一度お試しください。'],
  credentials_rejected: [
    '[{integration} |提供元]で受け付けられませんでした',
    'すべてコピーされ、有効であることを確認してください。入力内容は残っています。',
  ],
  idempotency_conflict: ['すでに処理中です', '現在接続しています。しばらくしてからもう一度お試しください。'],
  rate_limited: ['試行回数が多すぎます', 'データは失われていません。{wait}にもう一度お試しください。'],
  connection_paused: ['この接続は一時停止中です', '使用するには再開する必要があります。'],
  integration_misconfigured: [
    '[{integration} |この連携先]はまだ準備中です',
    '[{product} |このページ]側の設定が完了していません。お客様の操作が原因ではありません。',
  ],
  provider_unreachable: [
    '[{integration} |提供元]が応答していません',
    '接続されていません。数分後にもう一度お試しください。',
  ],
  store_unavailable: [
    'うまくいきませんでした',
    '[{product} |当方]側の問題です。データは失われていません。しばらくしてからもう一度お試しください。',
  ],
  network_failed: [
    '[{offline?}オフラインです|{product} に接続できません|このページのサーバーに接続できません]',
    'データは失われていません。[{offline?}{integration?}インターネットに接続してから、もう一度お試しください。|{offline?}インターネット接続が回復すると、自動的に再試行します。|しばらくしてからもう一度お試しください。]',
  ],
  timed_out: [
    '通常より時間がかかっています',
    'データは失われていません。インターネット接続を確認して、もう一度お試しください。',
  ],
  not_offered: [
    '[{integration} |この連携先]はここでは利用できません',
    '別の連携先を選択するか、[{product} |このページの運営者]に追加をご依頼ください。',
  ],
};
