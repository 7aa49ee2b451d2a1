/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "project/np-edit-history.h"

static NpEdit *
make_edit (NpTag tag, const char *before, const char *after)
{
  NpEdit *edit = np_edit_new (tag);

  edit->before.text = g_strdup (before);
  edit->after.text = g_strdup (after);
  return edit;
}

static void
assert_step (GPtrArray *step, NpTag tag, const char *before, const char *after)
{
  NpEdit *edit;

  g_assert_nonnull (step);
  edit = step->pdata[0];
  g_assert_cmpint (edit->tag, ==, tag);
  g_assert_cmpstr (edit->before.text, ==, before);
  g_assert_cmpstr (edit->after.text, ==, after);
}

static void
test_typing_is_one_step (void)
{
  g_autoptr(NpEditHistory) history = np_edit_history_new ();

  np_edit_history_add_typing (history, make_edit (NP_TAG_VENDOR_NAME, "", "L"));
  np_edit_history_add_typing (history, make_edit (NP_TAG_VENDOR_NAME, "L", "La"));
  np_edit_history_add_typing (history, make_edit (NP_TAG_PRODUCT_NAME, "", "x"));
  np_edit_history_seal (history);
  np_edit_history_add_typing (history, make_edit (NP_TAG_PRODUCT_NAME, "x", "xy"));

  assert_step (np_edit_history_undo (history), NP_TAG_PRODUCT_NAME, "x", "xy");
  assert_step (np_edit_history_undo (history), NP_TAG_PRODUCT_NAME, "", "x");
  assert_step (np_edit_history_undo (history), NP_TAG_VENDOR_NAME, "", "La");
  g_assert_false (np_edit_history_can_undo (history));
  g_assert_null (np_edit_history_undo (history));
  assert_step (np_edit_history_redo (history), NP_TAG_VENDOR_NAME, "", "La");

  /* A new edit ends what could be redone, and doesn't go into the step that was. */
  np_edit_history_add_typing (history, make_edit (NP_TAG_VENDOR_NAME, "La", "Lamp"));
  g_assert_false (np_edit_history_can_redo (history));
  assert_step (np_edit_history_undo (history), NP_TAG_VENDOR_NAME, "La", "Lamp");
}

static void
test_is_bounded (void)
{
  g_autoptr(NpEditHistory) history = np_edit_history_new ();
  guint n = 0;

  for (guint i = 0; i < 1500; i++)
    {
      np_edit_history_add_typing (history, make_edit (NP_TAG_VENDOR_NAME, "", ""));
      np_edit_history_seal (history);
    }
  while (np_edit_history_undo (history) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-history/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/edit-history/is-bounded", test_is_bounded);
  return g_test_run ();
}
