/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-base38.h"
#include "support-answers.h"
#include "support.h"

/* From the SDK's TestQRCode.cpp. */
static const struct
{
  const char *hex;
  const char *text;
} known[] = {
  { "", "" },         { "0a", "A0" },   { "0a0a", "OT10" },      { "0a0a0a", "-N.B0" }, { "0a0a29", "KL0B1" },
  { "ff00", "R600" }, { "0001", "S600" }, { "ffff", "NE71" },    { "ffffff", "PLS18" },
};

static void
test_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr(GBytes) bytes = test_bytes_from_hex (known[i].hex);
      g_autofree char *text = np_base38_encode (bytes);
      g_autoptr(GBytes) decoded = NULL;
      gsize position;

      g_assert_cmpstr (text, ==, known[i].text);
      g_assert_cmpint (np_base38_decode (text, strlen (text), &decoded, &position), ==, NP_BASE38_OK);
      test_assert_bytes_equal (decoded, bytes);
    }
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    gsize length;
    NpBase38Result result;
    gsize position;
  } cases[] = {
    { "A", 1, NP_BASE38_LENGTH, 1 },
    { "A00", 3, NP_BASE38_LENGTH, 3 },
    { "A00000", 6, NP_BASE38_LENGTH, 6 },
    { "a0", 2, NP_BASE38_ALPHABET, 0 },
    { "0/", 2, NP_BASE38_ALPHABET, 1 },
    { "0\0", 2, NP_BASE38_ALPHABET, 1 },
    { "S6", 2, NP_BASE38_RANGE, 0 },
    { "00000PE71", 9, NP_BASE38_RANGE, 5 },
    { "00000QLS18", 10, NP_BASE38_RANGE, 5 },
    { "..........", 10, NP_BASE38_RANGE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      gsize position;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (np_base38_decode (cases[i].text, cases[i].length, &bytes, &position), ==, cases[i].result);
      g_assert_cmpuint (position, ==, cases[i].position);
      g_assert_null (bytes);
    }
}

/* Every group of characters either stands for bytes that become just this group again, or is refused. */
static void
test_every_pair (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
  guint n_read = 0;

  for (const char *first = alphabet; *first != '\0'; first++)
    {
      for (const char *second = alphabet; *second != '\0'; second++)
        {
          const char text[] = { *first, *second, '\0' };
          g_autoptr(GBytes) bytes = NULL;
          g_autofree char *again = NULL;
          gsize position;

          if (np_base38_decode (text, 2, &bytes, &position) != NP_BASE38_OK)
            continue;

          again = np_base38_encode (bytes);
          g_assert_cmpstr (again, ==, text);
          n_read++;
        }
    }

  g_assert_cmpuint (n_read, ==, 256);
}

static void
check_answer (JsonObject *answer)
{
  const char *text = json_object_get_string_member (answer, "text");
  gboolean expected = g_str_equal (json_object_get_string_member (answer, "verdict"), "ok");
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *hex = NULL;
  gsize position;

  g_assert_cmpint (np_base38_decode (text, strlen (text), &bytes, &position) == NP_BASE38_OK, ==, expected);
  hex = expected ? test_bytes_to_hex (bytes) : NULL;
  g_assert_cmpstr (hex, ==, expected ? json_object_get_string_member (answer, "hex") : NULL);
}

static void
test_answers (void)
{
  g_autoptr(JsonNode) answers = test_load_answers ("setup-payload.json");

  if (answers != NULL)
    test_check_answers (answers, "base38", check_answer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base38/known", test_known);
  g_test_add_func ("/base38/wrong", test_wrong);
  g_test_add_func ("/base38/every-pair", test_every_pair);
  g_test_add_func ("/base38/answers", test_answers);

  return g_test_run ();
}
