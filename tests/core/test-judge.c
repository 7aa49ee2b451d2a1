/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-bytes-text.h"
#include "project/np-editor.h"
#include "support.h"

/* The verdict, the verifier and the codes that follow an edit. */

typedef struct
{
  NpProject *project;
  NpEditor *editor;
} Fixture;

static void
wait_for_judgement (Fixture *fixture)
{
  while (np_editor_is_judging (fixture->editor))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->project = np_project_new_sample ();
  fixture->editor = np_editor_new (fixture->project);
  wait_for_judgement (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  wait_for_judgement (fixture);
  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->project);
}

static void
assert_verifier_state (Fixture *fixture, NpVerifierState expected)
{
  wait_for_judgement (fixture);
  g_assert_cmpint (np_editor_get_judgement (fixture->editor)->verifier_state, ==, expected);
}

static char *
dup_verifier (Fixture *fixture)
{
  GBytes *verifier = np_factory_data_get_bytes (np_project_get_factory_data (fixture->project), NP_TAG_SPAKE2_VERIFIER);

  return np_bytes_text_format (verifier, NP_BYTES_FORM_HEX);
}

/* 20202021, "SPAKE2P Key Salt", 1000 iterations: the Matter SDK's known answer */
static const char known_verifier[] = "B96170AAE803346884724FE9A3B287C30330C2A660375D17BB205A8CF1AECB350457F8AB79EE253AB6A8E46BB09E543AE422736DE501E3"
                                     "DB37D441FE344920D09548E4C18240630C4FF4913C53513839B7C07FCC0627A1B8573A149FCD1FA466CF";

static void
set_known_parameters (Fixture *fixture)
{
  g_autoptr(GBytes) salt = g_bytes_new_static ("SPAKE2P Key Salt", 16);

  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_ITERATION_COUNT, "1000");
  np_editor_set_value (fixture->editor, NP_TAG_SPAKE2_SALT, salt);
}

static void
test_verifier_follows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *verifier = NULL;

  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "123");
  set_known_parameters (fixture);
  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_NAME, "Meanwhile");
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  verifier = dup_verifier (fixture);
  g_assert_cmpstr (verifier, ==, known_verifier);
}

/* What is typed and what follows from it are one step. */
static void
test_undo_takes_both_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpFactoryData) before = np_factory_data_copy (np_project_get_factory_data (fixture->project));

  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "1234");
  wait_for_judgement (fixture);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "12345");
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  g_assert_false (np_factory_data_equal (np_project_get_factory_data (fixture->project), before));
  np_editor_undo (fixture->editor);
  g_assert_true (np_factory_data_equal (np_project_get_factory_data (fixture->project), before));
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  g_assert_false (np_editor_can_undo (fixture->editor));
  np_editor_redo (fixture->editor);
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
}

/* Undone before the worker was ready: nothing follows any more. */
static void
test_undo_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpFactoryData) before = np_factory_data_copy (np_project_get_factory_data (fixture->project));

  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "1234");
  np_editor_undo (fixture->editor);
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  g_assert_true (np_factory_data_equal (np_project_get_factory_data (fixture->project), before));
}

/* One that was given is told not to match, and kept. */
static void
test_given_verifier_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GBytes) given = np_bytes_text_parse (known_verifier, strlen (known_verifier), NULL);
  g_autofree char *verifier = NULL;

  set_known_parameters (fixture);
  np_editor_set_value (fixture->editor, NP_TAG_SPAKE2_VERIFIER, given);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202022");
  np_editor_set_value (fixture->editor, NP_TAG_SPAKE2_VERIFIER, given);
  assert_verifier_state (fixture, NP_VERIFIER_DIFFERS);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202023");
  assert_verifier_state (fixture, NP_VERIFIER_DIFFERS);
  verifier = dup_verifier (fixture);
  g_assert_cmpstr (verifier, ==, known_verifier);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
}

/* The first keys of what is typed were a passcode, and the verifier followed it: both are as before when it comes to none. */
static void
test_follows_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *verifier = NULL;

  wait_for_judgement (fixture);
  set_known_parameters (fixture);
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "202020");
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  verifier = dup_verifier (fixture);
  g_assert_cmpstr (verifier, !=, known_verifier);

  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "202020x");
  assert_verifier_state (fixture, NP_VERIFIER_MATCHES);
  g_free (verifier);
  verifier = dup_verifier (fixture);
  g_assert_cmpstr (verifier, ==, known_verifier);
}

static void
test_unknown_verifier (Fixture *fixture, gconstpointer data)
{
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "11111111");
  assert_verifier_state (fixture, NP_VERIFIER_UNKNOWN);
  np_editor_set_value (fixture->editor, NP_TAG_SPAKE2_VERIFIER, NULL);
  assert_verifier_state (fixture, NP_VERIFIER_NONE);
}

/* Known answers of the SDK's CHIP_CONFIG test values (ST's sample has product 0x8004). */
static void
test_codes (Fixture *fixture, gconstpointer data)
{
  NpJudgement *judgement;

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_ID, "0xFFF1");
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_ID, "0x8001");
  np_editor_set_text (fixture->editor, NP_TAG_SETUP_DISCRIMINATOR, "3840");
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  wait_for_judgement (fixture);
  judgement = np_editor_get_judgement (fixture->editor);
  g_assert_cmpstr (judgement->qr_code, ==, "MT:-24J042C00KA0648G00");
  g_assert_cmpstr (judgement->manual_code, ==, "34970112332");
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_ID, "0x8004");
  wait_for_judgement (fixture);
  g_assert_cmpstr (np_editor_get_judgement (fixture->editor)->qr_code, ==, "MT:4CT9142C00KA0648G00");
}

static void
test_no_codes (Fixture *fixture, gconstpointer data)
{
  NpJudgement *judgement;

  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_ID, "");
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "");
  wait_for_judgement (fixture);
  judgement = np_editor_get_judgement (fixture->editor);
  g_assert_null (judgement->qr_code);
  g_assert_null (judgement->manual_code);
  g_assert_nonnull (strstr (judgement->no_code_reason, "Product ID, Passcode"));
  np_editor_undo (fixture->editor);
  np_editor_undo (fixture->editor);
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "12345678");
  wait_for_judgement (fixture);
  judgement = np_editor_get_judgement (fixture->editor);
  g_assert_null (judgement->qr_code);
  g_assert_nonnull (strstr (judgement->no_code_reason, "passcode"));
}

/* A problem stands once, whoever finds it. */
static void
test_no_problem_is_told_twice (Fixture *fixture, gconstpointer data)
{
  GPtrArray *problems;

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_NAME, "");
  np_editor_set_text (fixture->editor, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_ID, "1");
  np_editor_set_value (fixture->editor, NP_TAG_PAI_CERTIFICATE, NULL);
  wait_for_judgement (fixture);
  problems = np_editor_get_problems (fixture->editor);
  g_assert_nonnull (test_find_problem (problems, "field-missing"));
  g_assert_nonnull (test_find_problem (problems, "discriminator-range"));
  g_assert_cmpint (np_editor_get_judgement (fixture->editor)->verdict->conclusion, ==, NP_DEVICE_REFUSED);
  g_assert_null (test_find_problem (problems, "pai-missing"));
  for (guint i = 0; i < problems->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (((NpProblem *) problems->pdata[i])->what, !=, ((NpProblem *) problems->pdata[j])->what);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/judge/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("verifier-follows", test_verifier_follows);
  ADD ("undo-takes-both-back", test_undo_takes_both_back);
  ADD ("undo-at-once", test_undo_at_once);
  ADD ("given-verifier-stays", test_given_verifier_stays);
  ADD ("follows-back", test_follows_back);
  ADD ("unknown-verifier", test_unknown_verifier);
  ADD ("codes", test_codes);
  ADD ("no-codes", test_no_codes);
  ADD ("no-problem-is-told-twice", test_no_problem_is_told_twice);
  return g_test_run ();
}
