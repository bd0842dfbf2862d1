import type { FormsWords } from '../words.js';

/** What Japanese asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['お探しのものが見つかりませんか？', '[{product} |このページの運営者]に連携先の追加をご依頼ください。'],
    nothingOffered: ['接続できる連携先はまだありません', '[{product} |このページ]で利用できる連携先はまだありません。'],
    confirming: ['{} を接続', '専用のウィンドウで {} にサインインします。'],
    choosingMethod: ['{} を接続', '複数の方法があります。お手元の情報に合わせて選択してください。'],
    askingInputs: ['{integration} を接続', 'サインインの前に、{integration} では次の情報が必要です。'],
    inApp: [
      'ブラウザーでこのページを開いてください',
      'このアプリ内では {} にサインインできない場合があります。リンクをコピーしてブラウザーで開くか、ここで続けてください。',
    ],
    removeAsk: [
      '{account} の接続を解除しますか？',
      '[{product} |このページ]からこの {integration} アカウントにアクセスできなくなります。いつでも再接続できます。',
    ],
  },
  methods: {
    oauth2: ['{integration} にサインイン', 'サインイン先で許可します。コピーは不要です。'],
    token: ['{fields} を入力', '管理者から情報を受け取っている場合に選択してください。'],
  },
  fieldErrors: {
    required: '「{label}」を入力してください。',
    too_short: '「{label}」が短すぎます[（{min} 文字以上）]。',
    too_long: '「{label}」が長すぎます[（{max} 文字以内）]。',
    pattern: '「{label}」の形式ではないようです。[例: {example}|すべてコピーされているか確認してください。]',
    invalid_email: 'メールアドレスを入力してください（例: ada@example.com）。',
    invalid_url: 'https:// で始まる完全なアドレスを入力してください。',
    invalid_subdomain: '英数字とハイフンのみを使用してください。ドットやスラッシュは使えません。',
    invalid_number: '数値を入力してください。',
    invalid_date: '日付を入力してください（例: 2026-01-31）。',
    unchecked: '続けるにはチェックを入れてください。',
    invalid_option: '一覧から選択してください。',
    credentials_rejected: '{integration} で「{label}」が受け付けられませんでした。有効か確認してください。',
  },
};
