type MessageListProps = {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
};

/** Messages to the letter: each with whose it is and how long, its text unrendered. */
export function MessageList({ messages }: MessageListProps) {
  return messages.map((message, at) => (
    <div key={at} className="mb-3">
      <h4 className="text-tiny text-ink3 mb-1 font-semibold">
        {message.role} · {message.content.length.toLocaleString("en-US")} characters
      </h4>
      <div className="rounded-control bg-sunken text-small p-3 font-mono wrap-anywhere whitespace-pre-wrap">
        {message.content}
      </div>
    </div>
  ));
}
