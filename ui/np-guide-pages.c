/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-guide-pages.h"

static const NpGuideItem first_steps[] = {
  { NP_GUIDE_TEXT, N_ ("You need no board to see what Nameplate does. The simulated bench behaves like real boards, with their times and their "
                       "faults, and nothing on this computer is touched.") },
  { NP_GUIDE_STEP, N_ ("Press “Try on the Simulated Bench”. A sample project opens: an STM32WBA6 lamp with the public test certificates.") },
  { NP_GUIDE_STEP, N_ ("Press “Write 4 Ready Boards”. Each board is checked, written, read back, compared and restarted, all of them side by side.") },
  { NP_GUIDE_STEP, N_ ("Every card says PASS: what the board holds is byte for byte what was planned.") },
  { NP_GUIDE_HEADING, N_ ("Look around") },
  { NP_GUIDE_TEXT, N_ ("The Project view shows every field of the factory data beside the bytes that it becomes. Point at one and the other lights up. "
                       "Change a value and see at once what is wrong with it.") },
  { NP_GUIDE_TEXT, N_ ("In Preferences, the page Bench makes the next simulated bench larger or faster.") },
  { NP_GUIDE_TEXT, NULL },
};

static const NpGuideItem writing[] = {
  { NP_GUIDE_TEXT, N_ ("For real boards this computer needs STM32CubeProgrammer from st.com, and your account needs access to serial ports. The "
                       "welcome says whether both are there, and what to do when not.") },
  { NP_GUIDE_STEP, N_ ("Open ST’s Full_FactoryData.json, an image (.bin) or a project folder: with Open, by dropping it on the window, or by naming it "
                       "on the command line. Nameplate asks for a name and for the platform when the file doesn’t say them.") },
  { NP_GUIDE_STEP, N_ ("Look at the problems in the Project view. An error keeps boards from being written; a warning doesn’t.") },
  { NP_GUIDE_STEP, N_ ("Plug the boards in by the USB connector of their ST-LINK. Each becomes a card in the Bench view within some seconds.") },
  { NP_GUIDE_STEP, N_ ("Press the big button, or Ctrl+Enter. It says how many boards it will write.") },
  { NP_GUIDE_STEP, N_ ("Take away the boards that say PASS and plug in the next ones. “Retry” writes those that failed again.") },
  { NP_GUIDE_HEADING, N_ ("While boards are written") },
  { NP_GUIDE_TEXT, N_ ("A write that has started is never interrupted. Stop, and closing the window, let each board end the step it is in. More boards "
                       "than Preferences allows at once wait for their turn.") },
  { NP_GUIDE_TEXT, N_ ("A wrong chip or a locked board is never written: it fails alone, and the others go on.") },
  { NP_GUIDE_TEXT, NULL },
};

static const NpGuideItem provisioning[] = {
  { NP_GUIDE_TEXT, N_ ("Reconfiguring writes complete factory data to boards that have their firmware. Provisioning makes a whole product of a board: "
                       "provisioning firmware, factory data, a certificate with its key, then your application.") },
  { NP_GUIDE_STEP, N_ ("In the Project view, at its end, press “Change…” beside Recipe. A window asks page by page; only pages that apply are there.") },
  { NP_GUIDE_STEP, N_ ("Choose job, platform and security, then the files. Addresses stand there already where ST’s examples have them.") },
  { NP_GUIDE_STEP, N_ ("With secure boot, choose the folder of ST’s scripts and the magic trailer. Read what the page warns of: ST’s example keys are public.") },
  { NP_GUIDE_STEP, N_ ("For the STM32WB55 say whether the firmware is for test or for production, and declare test firmware. What isn’t declared is "
                       "treated as if it stored keys for ever.") },
  { NP_GUIDE_STEP, N_ ("The last page shows the steps with their command lines, what is permanent, and what is wrong. Pressing a problem leads to what "
                       "mends it. “Save Recipe” makes one change of the project, which Undo takes back.") },
  { NP_GUIDE_HEADING, N_ ("What can’t be undone") },
  { NP_GUIDE_TEXT, N_ ("Production keys on the STM32WB55, and locking at RDP 1 or RDP 2. These steps are marked as permanent; on real boards they are "
                       "confirmed first, and never retried by themselves.") },
  { NP_GUIDE_TEXT, NULL },
};

static const NpGuideItem failing[] = {
  { NP_GUIDE_TEXT, N_ ("Every card tells in one word how its board stands, then what happened, what was and was not changed on it, and one thing to do.") },
  { NP_GUIDE_HEADING, N_ ("The words") },
  { NP_GUIDE_TEXT, N_ ("EMPTY: no probe or no board. CHECK: it is being looked at. READY: it fits the project.") },
  { NP_GUIDE_TEXT, N_ ("BLOCK: it isn’t written as it is: another chip, locked memory, used by another program, or done already.") },
  { NP_GUIDE_TEXT, N_ ("BUSY: it is being written. ACTION: it needs your hand. PASS: done and compared. STOP: you stopped it.") },
  { NP_GUIDE_TEXT, N_ ("FAIL: a step went wrong. Follow the advice on the card, then retry.") },
  { NP_GUIDE_TEXT, N_ ("UNSURE: contact was lost while something permanent was done. It is never retried by itself: set the board aside.") },
  { NP_GUIDE_HEADING, N_ ("No board is seen") },
  { NP_GUIDE_TEXT, N_ ("Press F5 to look again. Try another cable: some only carry power. In Preferences, Test tells whether ST’s program "
                       "works. Fix on the welcome tells how to get access to serial ports.") },
  { NP_GUIDE_HEADING, N_ ("What to send with a problem report") },
  { NP_GUIDE_TEXT, N_ ("Every round leaves a log of all that STM32CubeProgrammer said in the project’s “logs” folder. It holds no passcode and no key. "
                       "In About Nameplate, Troubleshooting has the versions to copy.") },
  { NP_GUIDE_TEXT, N_ ("“nameplate-cli image check FILE” tells everything that is wrong with an image, a memory dump or a JSON file.") },
  { NP_GUIDE_TEXT, NULL },
};

static const NpGuideItem projects[] = {
  { NP_GUIDE_TEXT, N_ ("A project is a folder. Its project.json has the factory data and how boards get them; “logs” has what happened. Copy the folder to "
                       "another computer and it works there.") },
  { NP_GUIDE_TEXT, N_ ("The folder holds secrets, such as the setup passcode and the device’s private key: only your account can read its file. Keep it that "
                       "way when you copy it.") },
  { NP_GUIDE_TEXT, N_ ("Its name is what you type to confirm what can’t be undone. “Rename…” in the project menu changes it; the folder keeps its own.") },
  { NP_GUIDE_HEADING, N_ ("Edits") },
  { NP_GUIDE_TEXT, N_ ("Undo takes any edit back, also an import. Before saving, Nameplate shows what differs from the last save, and asks when another "
                       "program has changed the file meanwhile.") },
  { NP_GUIDE_TEXT, N_ ("What isn’t saved is kept, too: when the computer fails or the session ends, the edits are offered as soon as the project is opened "
                       "again, and on the welcome.") },
  { NP_GUIDE_HEADING, N_ ("Import and export") },
  { NP_GUIDE_TEXT, N_ ("ST’s JSON and images (.bin) go both ways. Importing into a project shows what would change first.") },
  { NP_GUIDE_TEXT, NULL },
};

static const NpGuideItem keyboard[] = {
  { NP_GUIDE_TEXT, N_ ("Everything can be done without a mouse. Tab goes from part to part, arrow keys within one, Space and Enter press what is focused.") },
  { NP_GUIDE_TEXT, N_ ("Alt+1 and Alt+2 show the views. Ctrl+Enter writes all ready boards, Ctrl+R retries those that failed, Escape stops after the current "
                       "step and asks first.") },
  { NP_GUIDE_TEXT, N_ ("In the Bench view, 1 to 8 go to that port, arrow keys from board to board, and Space shows the board in detail. Ctrl+L shows its "
                       "log, Ctrl+F finds in it, Escape closes the detail.") },
  { NP_GUIDE_TEXT, N_ ("The Menu key or Shift+F10 opens what can be done with the board. Some of it has a key of its own: F2 names its port, Ctrl+Shift with "
                       "the left or right arrow key moves it, Delete forgets a port without a board, Ctrl+C copies the board’s details.") },
  { NP_GUIDE_TEXT, N_ ("F9 shows or hides the side pane. F11 shows the Wall View, to be read from a distance.") },
  { NP_GUIDE_TEXT, N_ ("Ctrl+? lists every shortcut. F10 opens the main menu.") },
  { NP_GUIDE_TEXT, N_ ("A screen reader says of each board its number, its state, its step and what to do, as one sentence.") },
  { NP_GUIDE_TEXT, NULL },
};

static const NpGuidePage pages[] = {
  { "first-steps", N_ ("First Steps"), first_steps },
  { "writing", N_ ("Writing Your Boards"), writing },
  { "provisioning", N_ ("Provisioning"), provisioning },
  { "failing", N_ ("When a Board Fails"), failing },
  { "projects", N_ ("Projects and Files"), projects },
  { "keyboard", N_ ("Keyboard"), keyboard },
};

const NpGuidePage *
np_guide_pages_get_all (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}
