/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the simulated bench's programs read: command lines, image files, factory data. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/sim/np-sim-factory-data.h"
#include "app/sim/np-sim-file.h"
#include "app/sim/np-sim-grammar.h"

#define MUTATIONS 20000

static const struct
{
  const char *argument;
  const char *words; /* joined with "|" */
} split_cases[] = {
  { "--verbosity 1", "--verbosity|1" },
  { "port=SWD sn=123 mode=UR", "port=SWD|sn=123|mode=UR" },
  { "-c port=SWD  -rst ", "-c|port=SWD|-rst" },
  { "[0 17]", "[0|17]" },
  { "/home/me/my image.bin", "/home/me/my image.bin" },
  { "my image.bin", "my image.bin" },
  { "nSWboot0=0", "nSWboot0=0" },
  { "", "" },
};

static void
test_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (split_cases); i++)
    {
      char *argv[] = { (char *) "tool", (char *) split_cases[i].argument, NULL };
      g_autoptr(GPtrArray) words = np_sim_grammar_split (2, argv);
      g_autofree char *joined = NULL;

      g_ptr_array_add (words, NULL);
      joined = g_strjoinv ("|", (char **) words->pdata);
      g_assert_cmpstr (joined, ==, split_cases[i].words);
    }
}

static void
test_numbers (void)
{
  guint32 number;

  g_assert_true (np_sim_parse_address ("0x081EC000", &number));
  g_assert_cmphex (number, ==, 0x081EC000);
  g_assert_true (np_sim_parse_address ("8000000", &number));
  g_assert_cmphex (number, ==, 0x08000000);
  g_assert_false (np_sim_parse_address ("0x700060000", &number)); /* nine digits */
  g_assert_false (np_sim_parse_address ("0x", &number));
  g_assert_true (np_sim_parse_number ("64", &number));
  g_assert_cmpuint (number, ==, 64);
  g_assert_true (np_sim_parse_number ("0x40", &number));
  g_assert_cmpuint (number, ==, 64);
  g_assert_false (np_sim_parse_number ("-1", &number));
}

/* Flips bytes of @seed, and cuts it, over and over; each is a copy of its own size, so that a sanitizer sees a read past its end.
 */
static void
mutate (const guint8 *seed, gsize size, void (*check) (const guint8 *bytes, gsize size, gpointer user_data), gpointer user_data,
        guint count)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < count; i++)
    {
      gsize length = g_rand_int_range (random, 0, 4) == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size + 1) : size;
      g_autofree guint8 *bytes = g_malloc (MAX (length, 1));

      memcpy (bytes, seed, length);
      for (gint32 n = g_rand_int_range (random, 0, 4); n > 0 && length > 0; n--)
        bytes[g_rand_int_range (random, 0, (gint32) length)] = (guint8) g_rand_int (random);
      check (bytes, length, user_data);
    }
}

static const guint8 records[] = {
  22,  0,   0,   0,  2, 0, 0, 0, 0xF1, 0xFF, 21, 0,    0, 0, 4, 0,    0,    0,    'A',
  'C', 'M', 'E', 12, 0, 0, 0, 4, 0,    0,    0,  0xE8, 3, 0, 0, 0xAC, 0xAC, 0xAC, 0xAC,
};

static void
check_factory_data (const guint8 *bytes, gsize size, gpointer user_data)
{
  g_autofree char *report = np_sim_factory_data_report (bytes, size);
  const guint8 *value = NULL;
  guint32 length = 0;

  g_assert_nonnull (strstr (report, "vendor name: "));
  if (np_sim_factory_data_find (bytes, size, 21, 32, &value, &length) == NP_SIM_FACTORY_DATA_OK)
    {
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (length, <=, 32);
      g_assert_true (value >= bytes && value + length <= bytes + size);
    }
}

static void
test_factory_data (void)
{
  const guint8 *value = NULL;
  guint32 length = 0;

  g_assert_cmpint (np_sim_factory_data_find (records, sizeof records, 21, 32, &value, &length), ==, NP_SIM_FACTORY_DATA_OK);
  g_assert_cmpmem (value, length, "ACME", 4);
  g_assert_cmpint (np_sim_factory_data_find (records, sizeof records, 21, 3, &value, &length), ==,
                   NP_SIM_FACTORY_DATA_BUFFER_TOO_SMALL);
  g_assert_cmpint (np_sim_factory_data_find (records, sizeof records, 25, 32, &value, &length), ==, NP_SIM_FACTORY_DATA_NOT_FOUND);
  g_assert_cmpint (np_sim_factory_data_find (records, 20, 21, 32, &value, &length), ==, NP_SIM_FACTORY_DATA_NOT_FOUND);
  g_assert_cmpint (np_sim_factory_data_find (records, 0, 22, 2, &value, &length), ==, NP_SIM_FACTORY_DATA_NOT_FOUND);
  mutate (records, sizeof records, check_factory_data, NULL, MUTATIONS);
}

static const guint8 identity[] = { 3, 0, 0, 0, 2, 0, 0, 0, 0x30, 0x82, 6, 0, 0, 0, 1, 0, 0, 0, 4, 5, 0, 0, 0, 1, 0, 0, 0, 7 };

/* Whatever was found, it comes back whole, and ends as it must. */
static void
check_extend (const guint8 *bytes, gsize size, gpointer user_data)
{
  g_autoptr(GByteArray) result = g_byte_array_new ();
  guint code = np_sim_factory_data_extend (bytes, size, identity, sizeof identity, TRUE, result);

  g_assert_cmpuint (code, <=, 3);
  if (code != 0)
    return;
  g_assert_cmpuint (result->len, <=, size);
  g_assert_cmpmem (result->data + result->len - 8, 8, "\xAC\xAC\xAC\xAC\xFF\xFF\xFF\xFF", 8);
  g_assert_cmpmem (result->data, result->len - 8 - sizeof identity, bytes, result->len - 8 - sizeof identity);
}

static void
check_identity (const guint8 *bytes, gsize size, gpointer range)
{
  g_autoptr(GByteArray) result = g_byte_array_new ();

  g_assert_cmpuint (np_sim_factory_data_extend (range, 256, bytes, size, FALSE, result), ==, 0);
}

static void
test_extend (void)
{
  g_autoptr(GByteArray) result = g_byte_array_new ();
  guint8 range[256];

  memset (range, 0xFF, sizeof range);
  memcpy (range, records, sizeof records);
  g_assert_cmpuint (np_sim_factory_data_extend (range, sizeof range, identity, sizeof identity, FALSE, result), ==, 0);
  g_assert_cmpuint (result->len, ==, sizeof records - 4 + sizeof identity - 9 + 8); /* without the key's record */
  g_assert_cmpuint (np_sim_factory_data_extend (range, sizeof records, identity, sizeof identity, TRUE, result), ==, 2);
  mutate (range, sizeof range, check_extend, NULL, MUTATIONS);
  mutate (identity, sizeof identity, check_identity, range, MUTATIONS);
}

/* One program header: 4 bytes at 0x08000000. */
static const guint8 elf[] = {
  0x7F, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0,  0, 0,  0, 0, 0, 2, 0, 40, 0, 1, 0, 0, 0, 0,    0,    0,    8,    52, 0,
  0,    0,   0,   0,   0, 0, 0, 0, 0, 0, 52, 0, 32, 0, 1, 0, 0, 0, 0,  0, 0, 0, 1, 0, 0,    0,    84,   0,    0,  0,
  0,    0,   0,   8,   0, 0, 0, 8, 4, 0, 0,  0, 4,  0, 0, 0, 5, 0, 0,  0, 4, 0, 0, 0, 0xDE, 0xAD, 0xBE, 0xEF,
};

static const char hex[] = ":020000040800F2\r\n:04100000DEADBEEFB4\r\n:0410040001020304DE\r\n:00000001FF\r\n";

static void
check_file (const guint8 *bytes, gsize size, gpointer path)
{
  g_autofree char *problem = NULL;
  g_autoptr(GPtrArray) segments = NULL;
  g_autoptr(GError) error = NULL;

  g_unlink (path);
  g_file_set_contents_full (path, (const char *) bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  segments = np_sim_file_load (path, NULL, &problem);
  g_assert_true ((segments == NULL) != (problem == NULL));
  if (segments != NULL)
    g_assert_cmpuint (np_sim_file_get_size (segments), <=, size);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nameplate-sim-XXXXXX", NULL);
  g_autofree char *elf_path = g_build_filename (folder, "x.elf", NULL);
  g_autofree char *hex_path = g_build_filename (folder, "x.hex", NULL);
  g_autofree char *problem = NULL;
  g_autoptr(GPtrArray) segments = NULL;
  const NpSimSegment *segment;

  check_file (elf, sizeof elf, elf_path);
  segments = np_sim_file_load (elf_path, NULL, &problem);
  g_assert_nonnull (segments);
  segment = segments->pdata[0];
  g_assert_cmphex (segment->address, ==, 0x08000000);
  g_assert_cmpmem (segment->data->data, segment->data->len, "\xDE\xAD\xBE\xEF", 4);
  mutate (elf, sizeof elf, check_file, elf_path, MUTATIONS / 50);
  mutate ((const guint8 *) hex, strlen (hex), check_file, hex_path, MUTATIONS / 50);
  g_unlink (elf_path);
  g_unlink (hex_path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sim-parsers/split", test_split);
  g_test_add_func ("/sim-parsers/numbers", test_numbers);
  g_test_add_func ("/sim-parsers/factory-data", test_factory_data);
  g_test_add_func ("/sim-parsers/extend", test_extend);
  g_test_add_func ("/sim-parsers/files", test_files);

  return g_test_run ();
}
