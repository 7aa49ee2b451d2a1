/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-image.h"
#include "factory/np-st-json.h"
#include "np-error.h"
#include "support.h"

/* JSON and the image that genFactoryData.py makes of it. */
static const struct
{
  const char *name;
  const char *json;
  const char *image;
} known_answers[] = {
  { "base",
    "{\n \"VENDOR_NAME\": \"Acme\",\n \"VENDOR_ID\": \"0xFFF1\",\n \"PRODUCT_ID\": \"0x8004\",\n"
    " \"SETUP_DISCRIMINATOR\": \"0xF00\",\n \"SPAKE2_SETUP_PASSCODE\": \"20202021\"\n}\n",
    "0b00000002000000000f0f0000000400000025423401150000000400000041636d651600000002000000f1ff18000000020000000480acacacac" },
  { "decimal", "{\"SPAKE2_ITERATION_COUNT\":\"1000\",\"HARDWARE_VERSION\":\"1\",\"VENDOR_ID\":\"65521\"}",
    "0c00000004000000e80300001600000002000000f1ff1b000000020000000100acacacac" },
  { "hex with leading zeros", "{\"VENDOR_ID\":\"0x0000FFF1\"}", "1600000002000000f1ffacacacac" },
  { "hex passcode", "{\"SPAKE2_SETUP_PASSCODE\":\"0x1344225\"}", "0f0000000400000025423401acacacac" },
  { "bytes with prefix", "{\"SPAKE2_SALT\":[\"0xAB\",\"0xab\",\"0Xab\"]}", "0d00000003000000abababacacacac" },
  { "bytes without prefix", "{\"SPAKE2_SALT\":[\"53\",\"4b\",\"FF\",\"0\",\"a\"]}", "0d00000005000000534bff000aacacacac" },
  { "bytes are hex", "{\"SPAKE2_SALT\":[\"10\",\"99\",\"16\"]}", "0d00000003000000109916acacacac" },
  { "UTF-8", "{\"VENDOR_NAME\":\"Société\"}", "1500000009000000536f6369c3a974c3a9acacacac" },
  { "escapes", "{\"VENDOR_NAME\":\"Soci\\u00e9t\\u00e9 \\ud83d\\ude00\",\"PRODUCT_NAME\":\"tab\\tquote\\\"slash\\/\"}",
    "150000000e000000536f6369c3a974c3a920f09f9880" "1700000010000000746162" "0971756f746522736c6173682facacacac" },
  { "CR LF", "{\r\n \"SERIAL_NUMBER\": \"SN1\"\r\n}\r\n", "1900000003000000534e31acacacac" },
  { "Python's underscores and space",
    "{\"SPAKE2_ITERATION_COUNT\":\" 1_000\\n\",\"VENDOR_ID\":\"0x_ff_f1\",\"HARDWARE_VERSION\":\"+5\"}",
    "0c00000004000000e80300001600000002000000f1ff1b000000020000000500acacacac" },
  { "no fields", "{}", "acacacac" },
};

/* Beyond ST's tool: what else means the same. */
static const struct
{
  const char *json;
  const char *image;
} liberal[] = {
  { "{\"VENDOR_ID\":65521}", "1600000002000000f1ffacacacac" },
  { "{\"VENDOR_ID\":\"0XFFF1\"}", "1600000002000000f1ffacacacac" },
  { "{\"VENDOR_ID\":\" 0xFFF1\"}", "1600000002000000f1ffacacacac" },
  { "{\"SPAKE2_SALT\":[16,\"16\",255]}", "0d000000030000001016ffacacacac" },
  { "{\"SPAKE2_SALT\":\"5350AB\"}", "0d000000030000005350abacacacac" },
  { "{\"SPAKE2_SALT\":\"0x5350ab\"}", "0d000000030000005350abacacacac" },
  { "{\"SPAKE2_SALT\":\"53 50:ab\"}", "0d000000030000005350abacacacac" },
};

static GBytes *
build (const char *json, GPtrArray *problems)
{
  g_autoptr(GBytes) text = g_bytes_new_static (json, strlen (json));
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(NpImage) image = NULL;
  g_autoptr(GError) error = NULL;

  data = np_st_json_parse (text, problems, &error);
  g_assert_no_error (error);
  image = np_image_encode (data, &error);
  g_assert_no_error (error);

  return g_bytes_ref (np_image_get_bytes (image));
}

static void
assert_builds (const char *json, const char *expected)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GBytes) image = build (json, problems);
  g_autofree char *hex = test_bytes_to_hex (image);
  g_autofree char *codes = test_list_codes (problems);

  g_test_message ("%s", json);
  g_assert_cmpstr (hex, ==, expected);
  g_assert_cmpstr (codes, ==, "");
}

static void
test_known_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_answers); i++)
    assert_builds (known_answers[i].json, known_answers[i].image);
}

static void
test_liberal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (liberal); i++)
    assert_builds (liberal[i].json, liberal[i].image);
}

/* A text, what is found in it, and where the last problem is. */
typedef struct
{
  const char *json;
  const char *codes;
  const char *where;
} Case;

static void
assert_problems (const Case *c, gboolean fatal)
{
  g_autoptr(GBytes) text = g_bytes_new_static (c->json, strlen (c->json));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;
  g_autofree char *shown = g_strescape (c->json, NULL);
  const NpProblem *last;

  g_test_message ("%s", shown);
  data = np_st_json_parse (text, problems, &error);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, c->codes);
  last = problems->pdata[problems->len - 1];
  g_assert_cmpstr (last->where, ==, c->where);
  g_assert_nonnull (last->todo);

  if (fatal)
    {
      g_autofree char *last_text = np_problem_to_text (last);

      g_assert_null (data);
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_cmpstr (error->message, ==, last_text);
    }
  else
    {
      g_assert_nonnull (data);
      g_assert_no_error (error);
    }
}

static const Case refused_values[] = {
  { "{\"VENDOR_ID\":\"65536\"}", "number-range", "line 1, column 14" },
  { "{\"VENDOR_ID\":65536}", "number-range", "line 1, column 14" },
  { "{\"VENDOR_ID\":-1}", "number-range", "line 1, column 14" },
  { "{\"VENDOR_ID\":99999999999999999999999999}", "number-range", "line 1, column 14" },
  { "{\"SPAKE2_SETUP_PASSCODE\":\"4294967296\"}", "number-range", "line 1, column 26" },
  { "{\n\t\"SETUP_DISCRIMINATOR\" : \"-1\"\n}", "number-range", "line 2, column 26" },
  { "{\"VENDOR_ID\":\"FFF1\"}", "number-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":\"3840.0\"}", "number-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":\"0x\"}", "number-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":\"1__0\"}", "number-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":\"12 34\"}", "number-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":\"12\\u0000\"}", "number-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":\"\"}", "value-empty", "line 1, column 14" },
  { "{\"VENDOR_ID\":\" \"}", "value-empty", "line 1, column 14" },
  { "{\"VENDOR_ID\":3840.0}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_ID\":1e3}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_ID\":NaN}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_ID\":-Infinity}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_ID\":true}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_ID\":null}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_ID\":[\"1\"]}", "json-wrong-type", "line 1, column 14" },
  { "{\"VENDOR_NAME\":\"\"}", "value-empty", "line 1, column 16" },
  { "{\"VENDOR_NAME\":5}", "json-wrong-type", "line 1, column 16" },
  { "{\"VENDOR_NAME\":{\"VENDOR_ID\":[1,{}]}}", "json-wrong-type", "line 1, column 16" },
  { "{\"VENDOR_NAME\":\"a\\u0000b\"}", "text-nul", "line 1, column 16" },
  { "{\"PRODUCT_NAME\":\"ééé\",\"SERIAL_NUMBER\":\"0123456789ABCDEF0123456789ABCDEFX\"}", "text-too-long", "line 1, column 39" },
  { "{\"SPAKE2_SALT\":[]}", "value-empty", "line 1, column 16" },
  { "{\"SPAKE2_SALT\":\"\"}", "value-empty", "line 1, column 16" },
  { "{\"SPAKE2_SALT\":[\n\"0x01\",\n \"zz\", \"yy\"]}", "byte-syntax", "line 3, column 2" },
  { "{\"SPAKE2_SALT\":[\"\"]}", "byte-syntax", "line 1, column 17" },
  { "{\"SPAKE2_SALT\":[\"0x100\"]}", "byte-range", "line 1, column 17" },
  { "{\"SPAKE2_SALT\":[\"-1\"]}", "byte-range", "line 1, column 17" },
  { "{\"SPAKE2_SALT\":[256]}", "byte-range", "line 1, column 17" },
  { "{\"SPAKE2_SALT\":[[\"0x01\"]]}", "json-wrong-type", "line 1, column 17" },
  { "{\"SPAKE2_SALT\":[1.5]}", "json-wrong-type", "line 1, column 17" },
  { "{\"SPAKE2_SALT\":{\"a\":1}}", "json-wrong-type", "line 1, column 16" },
  { "{\"SPAKE2_SALT\":\"5350A\"}", "byte-syntax", "line 1, column 16" },
  { "{\"SPAKE2_SALT\":\"53 5 0A\"}", "byte-syntax", "line 1, column 16" },
  { "{\"SPAKE2_SALT\":\"U1BBS0U=\"}", "byte-syntax", "line 1, column 16" },
  { "{\"SETUP_DISCRIMINATOR\":\"4096\"}", "discriminator-range", "line 1, column 24" },
  { "{\"SPAKE2_SETUP_PASSCODE\":\"11111111\"}", "passcode-forbidden", "line 1, column 26" },
  { "{\"SPAKE2_VERIFIER\":\"00\"}", "verifier-length", "line 1, column 20" },
  { "{\"VENDOR_ID\":\"1\",\n \"VENDOR_ID\":\"2\"}", "json-duplicate-key", "line 2, column 2" },
  { "{\"vendor_id\":\"1\"}", "json-unknown-key", "line 1, column 2" },
  { "{\"FOO\":{\"a\":[1,[2,{}]]},\n\"FOO2\":\"x\"}", "json-unknown-key json-unknown-key", "line 2, column 1" },
};

static void
test_refused_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_values); i++)
    assert_problems (&refused_values[i], FALSE);
}

/* What Python's json refuses, and ST's tool with it. */
static const Case refused_texts[] = {
  { "", "json-syntax", "line 1, column 1" },
  { " \n ", "json-syntax", "line 2, column 2" },
  { "{\"VENDOR_ID\":\"1\",}", "json-syntax", "line 1, column 18" },
  { "{\"VENDOR_ID\":\"1\"", "json-syntax", "line 1, column 17" },
  { "{\"VENDOR_ID\":", "json-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\"", "json-syntax", "line 1, column 13" },
  { "{\"VENDOR_ID", "json-syntax", "line 1, column 2" },
  { "{", "json-syntax", "line 1, column 2" },
  { "{} x", "json-syntax", "line 1, column 4" },
  { "{}{}", "json-syntax", "line 1, column 3" },
  { "[{\"VENDOR_ID\":\"1\"}]", "json-not-object", "line 1, column 1" },
  { " \"VENDOR_ID\"", "json-not-object", "line 1, column 2" },
  { "{'VENDOR_ID':'1'}", "json-syntax", "line 1, column 2" },
  { "{VENDOR_ID:1}", "json-syntax", "line 1, column 2" },
  { "{\"VENDOR_ID\" 1}", "json-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":1 \"PRODUCT_ID\":2}", "json-syntax", "line 1, column 16" },
  { "{\"VENDOR_ID\":1;}", "json-syntax", "line 1, column 15" },
  { "{/* comment */}", "json-syntax", "line 1, column 2" },
  { "{ // comment\n}", "json-syntax", "line 1, column 3" },
  { "{\"VENDOR_ID\":0xFFF1}", "json-syntax", "line 1, column 15" },
  { "{\"VENDOR_ID\":01}", "json-syntax", "line 1, column 15" },
  { "{\"VENDOR_ID\":+1}", "json-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":.5}", "json-syntax", "line 1, column 14" },
  { "{\"VENDOR_ID\":1.}", "json-syntax", "line 1, column 15" },
  { "{\"VENDOR_ID\":1e}", "json-syntax", "line 1, column 15" },
  { "{\"VENDOR_ID\":-}", "json-syntax", "line 1, column 15" },
  { "{\"VENDOR_ID\":True}", "json-syntax", "line 1, column 14" },
  { "{\"SPAKE2_SALT\":[1,]}", "json-syntax", "line 1, column 19" },
  { "{\"SPAKE2_SALT\":[1 2]}", "json-syntax", "line 1, column 19" },
  { "{\"SPAKE2_SALT\":[1}", "json-syntax", "line 1, column 18" },
  { "{\"VENDOR_NAME\":\"a\tb\"}", "json-syntax", "line 1, column 18" },
  { "{\"VENDOR_NAME\":\"a\nb\"}", "json-syntax", "line 1, column 18" },
  { "{\"VENDOR_NAME\":\"\\x41\"}", "json-syntax", "line 1, column 17" },
  { "{\"VENDOR_NAME\":\"\\u12G4\"}", "json-syntax", "line 1, column 17" },
  { "{\"VENDOR_NAME\":\"é\\ud800\"}", "json-encoding", "line 1, column 18" },
  { "{\"VENDOR_NAME\":\"\\udc00\\ud800\"}", "json-encoding", "line 1, column 17" },
  { "{\"VENDOR_NAME\":\"\\ud800\\u0041\"}", "json-encoding", "line 1, column 17" },
  { "{\"VENDOR_NAME\":\"caf\xE9\"}", "json-encoding", "line 1, column 20" },
  { "\xEF\xBB\xBF{}", "json-encoding", "line 1, column 1" },
  { "\n{}\v", "json-syntax", "line 2, column 3" },
  { "{\"vendor\":1,\n\"VENDOR_ID\":}", "json-unknown-key json-syntax", "line 2, column 13" },
};

static void
test_refused_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_texts); i++)
    assert_problems (&refused_texts[i], TRUE);
}

static GPtrArray *
parse_for_problems (const char *json, gsize size, gboolean expect_data)
{
  g_autoptr(GBytes) text = g_bytes_new_static (json, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(GError) error = NULL;

  data = np_st_json_parse (text, problems, &error);
  g_assert_cmpint (data != NULL, ==, expect_data);
  g_assert_cmpint (error == NULL, ==, expect_data);

  return g_steal_pointer (&problems);
}

static void
test_hostile (void)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *nested = g_strconcat ("{\"VENDOR_ID\":", brackets, NULL);
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, ' ');
  g_autoptr(GString) keys = g_string_new ("{");
  const struct
  {
    const char *json;
    gsize size;
    const char *codes;
  } texts[] = {
    { nested, strlen (nested), "json-wrong-type json-too-deep" },
    { brackets, strlen (brackets), "json-not-object" },
    { large, strlen (large), "json-too-large" },
    { "{\"A\":1}\0", 8, "json-encoding" },
    { "{\0\"\0A\0", 6, "json-encoding" },
    { "\xFF\xFE{\0}\0", 6, "json-encoding" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) problems = parse_for_problems (texts[i].json, texts[i].size, FALSE);
      g_autofree char *codes = test_list_codes (problems);

      g_assert_cmpstr (codes, ==, texts[i].codes);
    }

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (keys, "\"K%u\":%u,", i, i);
  {
    g_autoptr(GPtrArray) problems = parse_for_problems (keys->str, keys->len, FALSE);

    g_assert_cmpuint (problems->len, ==, 257);
    g_assert_cmpstr (((NpProblem *) problems->pdata[256])->code, ==, "json-too-many-keys");
  }
}

/* 64 levels are read, 65 aren't. */
static void
test_depth (void)
{
  for (guint depth = 63; depth <= 64; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *json = g_strconcat ("{\"FOO\":", open, close, "}", NULL);
      g_autoptr(GPtrArray) problems = parse_for_problems (json, strlen (json), depth == 63);
      g_autofree char *codes = test_list_codes (problems);

      g_assert_cmpstr (codes, ==, depth == 63 ? "json-unknown-key" : "json-unknown-key json-too-deep");
    }
}

/* What is right in a file with bad values is read all the same. */
static void
test_reads_the_rest (void)
{
  const char *json = "{\"VENDOR_ID\":\"x\",\"PRODUCT_ID\":\"2\",\"SPAKE2_SALT\":[1,[2,{\"a\":[]}],3],\"SERIAL_NUMBER\":\"S\"}";
  g_autoptr(GBytes) text = g_bytes_new_static (json, strlen (json));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = np_st_json_parse (text, problems, NULL);
  g_autofree char *codes = test_list_codes (problems);
  g_autofree char *serial = NULL;

  g_assert_nonnull (data);
  g_assert_cmpstr (codes, ==, "number-syntax json-wrong-type");
  g_assert_false (np_factory_data_has (data, NP_TAG_VENDOR_ID));
  g_assert_false (np_factory_data_has (data, NP_TAG_SPAKE2_SALT));
  g_assert_true (np_factory_data_has (data, NP_TAG_PRODUCT_ID));
  serial = np_factory_data_dup_string (data, NP_TAG_SERIAL_NUMBER);
  g_assert_cmpstr (serial, ==, "S");
}

static void
test_words (void)
{
  const char *json = "{\n  \"VENDOR_ID\": \"65536\",\n  \"VENDOR_ID\": \"1\",\n  \"Product_Id\": \"1\"\n}";
  const char *expected[] = {
    "line 2, column 16: VENDOR_ID is “65536”; it can hold numbers from 0 to 65535. "
    "Write a number in that range. [number-range]",
    "line 3, column 3: VENDOR_ID is given more than once; the first time in line 2, column 3. "
    "Keep one of them. [json-duplicate-key]",
    "line 4, column 3: No field is called “Product_Id”; it was skipped. "
    "Write PRODUCT_ID in capitals if that is meant. [json-unknown-key]",
  };
  g_autoptr(GPtrArray) problems = parse_for_problems (json, strlen (json), TRUE);

  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = np_problem_to_text (problems->pdata[i]);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

/* Secret values, right or wrong, stand in no text. */
static void
test_keeps_secrets (void)
{
  const char *texts[] = {
    "{\"SPAKE2_SETUP_PASSCODE\":\"7654321x\"}",
    "{\"SPAKE2_SETUP_PASSCODE\":\"76543217654321\"}",
    "{\"SPAKE2_SETUP_PASSCODE\":7654321.5}",
    "{\"DEVICE_ATTESTATION_PRIV_KEY\":[\"7654321\"]}",
    "{\"DEVICE_ATTESTATION_PRIV_KEY\":\"7654321\"}",
    "{\"SPAKE2_SETUP_PASSCODE\":\"7654321\"x}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpFactoryData) data = NULL;
      g_autofree char *text = NULL;

      data = np_st_json_parse (bytes, problems, NULL);
      g_assert_cmpuint (problems->len, ==, 1);
      text = np_problem_to_text (problems->pdata[0]);
      g_test_message ("%s", text);
      g_assert_null (strstr (text, "7654321"));
    }
}

static void
assert_written_reads_back (NpFactoryData *data)
{
  g_autofree char *text = np_st_json_write (data);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) again = NULL;
  g_autoptr(GError) error = NULL;

  again = np_st_json_parse (bytes, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (np_factory_data_equal (data, again));
}

static void
test_write (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autoptr(GBytes) salt = test_bytes_from_hex ("000102030405060708090a0b0c0d0e0f10");
  g_autofree char *text = NULL;

  np_factory_data_set_bytes (data, NP_TAG_SPAKE2_SALT, salt, NULL);
  np_factory_data_set_number (data, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, NULL);
  np_factory_data_set_string (data, NP_TAG_VENDOR_NAME, "S\"\\/é\n😀", NULL);
  text = np_st_json_write (data);
  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"VENDOR_NAME\": \"S\\\"\\\\/\\u00e9\\u000a\\ud83d\\ude00\",\n"
                   "  \"VENDOR_ID\": \"0xFFF1\",\n"
                   "  \"SPAKE2_SETUP_PASSCODE\": \"20202021\",\n"
                   "  \"SPAKE2_SALT\": [\n"
                   "    \"0x00\", \"0x01\", \"0x02\", \"0x03\", \"0x04\", \"0x05\", \"0x06\", \"0x07\", "
                   "\"0x08\", \"0x09\", \"0x0A\", \"0x0B\", \"0x0C\", \"0x0D\", \"0x0E\", \"0x0F\",\n"
                   "    \"0x10\"\n"
                   "  ]\n"
                   "}\n");
  assert_written_reads_back (data);
}

/* No field is forgotten by the writer. */
static void
test_write_every_field (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autofree char *text = NULL;
  const NpField *fields;
  guint n_fields;

  fields = np_field_get_all (&n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *filler = g_strnfill (fields[i].maximum, 'x');
      g_autoptr(GBytes) bytes = g_bytes_new (filler, MIN (fields[i].maximum, 97));
      g_autoptr(GError) error = NULL;

      if (fields[i].type == NP_FIELD_TYPE_UINT16 || fields[i].type == NP_FIELD_TYPE_UINT32)
        np_factory_data_set_number (data, fields[i].tag, fields[i].maximum, &error);
      else
        np_factory_data_set_bytes (data, fields[i].tag, bytes, &error);
      g_assert_no_error (error);
    }

  text = np_st_json_write (data);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *key = g_strdup_printf ("\"%s\": ", fields[i].key);

      g_assert_cmpstr (strstr (text, key), !=, NULL);
    }
  assert_written_reads_back (data);
}

/* Every pair of the known answers: JSON → image, byte for byte; and image → fields = JSON → fields. */
static void
test_known_pairs (void)
{
  g_autofree char *folder = test_find_data ("st/valid");
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n_pairs = 0;

  if (folder == NULL)
    return;

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(GString) image_name = g_string_new (name);
      g_autoptr(GBytes) json = NULL;
      g_autoptr(GBytes) image = NULL;
      g_autoptr(NpFactoryData) data = NULL;
      g_autoptr(NpImage) built = NULL;
      g_autoptr(NpImage) decoded = NULL;
      g_autoptr(GError) error = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;

      g_test_message ("%s", name);
      g_string_replace (image_name, ".json", ".bin", 1);
      json = test_load_data (folder, name);
      image = test_load_data (folder, image_name->str);
      data = np_st_json_parse (json, problems, &error);
      g_assert_no_error (error);
      built = np_image_encode (data, &error);
      g_assert_no_error (error);
      test_assert_bytes_equal (np_image_get_bytes (built), image);

      decoded = np_image_decode (image, problems, &error);
      g_assert_no_error (error);
      g_assert_true (np_factory_data_equal (np_image_get_data (decoded), data));
      g_assert_cmpuint (problems->len, ==, 0);
      assert_written_reads_back (data);
      n_pairs++;
    }

  g_assert_cmpuint (n_pairs, >=, 23);
}

static const struct
{
  const char *name;
  const char *codes;
} known_refusals[] = {
  { "array-0x100", "byte-range" },
  { "array-bad-item", "byte-syntax" },
  { "array-empty", "value-empty value-empty" },
  { "array-nested", "json-wrong-type" },
  { "disc-4096", "discriminator-range" },
  { "duplicate-keys", "json-duplicate-key json-duplicate-key" },
  { "json-top-list", "json-not-object" },
  { "json-trailing-comma", "json-syntax" },
  { "json-truncated", "json-syntax" },
  { "json-utf16", "json-encoding" },
  { "number-bare-hex", "number-syntax" },
  { "number-float-text", "number-syntax" },
  { "number-minus", "number-range" },
  { "passcode-11111111", "passcode-forbidden" },
  { "size-603", "value-too-long" },
  { "string-empty", "value-empty value-empty" },
  { "string-list-object", "json-wrong-type json-wrong-type json-wrong-type" },
  { "string-serial-33", "text-too-long" },
  { "u16-over", "number-range" },
};

static void
test_known_refusals (void)
{
  g_autofree char *folder = test_find_data ("st/invalid");

  if (folder == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (known_refusals); i++)
    {
      g_autofree char *name = g_strconcat (known_refusals[i].name, ".json", NULL);
      g_autoptr(GBytes) json = test_load_data (folder, name);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpFactoryData) data = NULL;
      g_autofree char *codes = NULL;

      g_test_message ("%s", name);
      data = np_st_json_parse (json, problems, NULL);
      codes = test_list_codes (problems);
      g_assert_cmpstr (codes, ==, known_refusals[i].codes);
      g_assert_true (np_problem_list_has_errors (problems));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/st-json/known-answers", test_known_answers);
  g_test_add_func ("/st-json/liberal", test_liberal);
  g_test_add_func ("/st-json/refused-values", test_refused_values);
  g_test_add_func ("/st-json/refused-texts", test_refused_texts);
  g_test_add_func ("/st-json/hostile", test_hostile);
  g_test_add_func ("/st-json/depth", test_depth);
  g_test_add_func ("/st-json/reads-the-rest", test_reads_the_rest);
  g_test_add_func ("/st-json/words", test_words);
  g_test_add_func ("/st-json/keeps-secrets", test_keeps_secrets);
  g_test_add_func ("/st-json/write", test_write);
  g_test_add_func ("/st-json/write-every-field", test_write_every_field);
  g_test_add_func ("/st-json/known-pairs", test_known_pairs);
  g_test_add_func ("/st-json/known-refusals", test_known_refusals);

  return g_test_run ();
}
