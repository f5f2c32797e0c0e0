/** Where whoever conducts opens and ends votes; it comes when the place for it is shown. */
import { lazy, Suspense, type ComponentProps, type JSX } from "solid-js";

const VoteControls = lazy(async () => ({ default: (await import("./VoteControls")).VoteControls }));

export function VoteConduct(props: ComponentProps<typeof VoteControls>): JSX.Element {
  return (
    // Of its own: what it stands in stays where it is meanwhile.
    <Suspense>
      <VoteControls {...props} />
    </Suspense>
  );
}
