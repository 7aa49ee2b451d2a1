/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-image.h"
#include "np-error.h"
#include "support.h"

/* What genFactoryData.py writes for discriminator 3840, passcode 20202021, vendor "Acme" 0xFFF1, product 0x8004. */
#define BASE_RECORDS \
  "0b00000002000000000f" \
  "0f0000000400000025423401" \
  "150000000400000041636d65" \
  "1600000002000000f1ff" \
  "18000000020000000480"
#define TERMINATOR "acacacac"

static NpFactoryData *
make_base (void)
{
  NpFactoryData *data = np_factory_data_new ();

  np_factory_data_set_string (data, NP_TAG_VENDOR_NAME, "Acme", NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, 0x8004, NULL);
  np_factory_data_set_number (data, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, NULL);
  np_factory_data_set_number (data, NP_TAG_SETUP_DISCRIMINATOR, 3840, NULL);

  return data;
}

static void
test_encode (void)
{
  g_autoptr(NpFactoryData) data = make_base ();
  g_autoptr(NpImage) image = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *hex = NULL;
  const NpImageRecord *records;
  guint n_records;

  image = np_image_encode (data, &error);
  g_assert_no_error (error);
  hex = test_bytes_to_hex (np_image_get_bytes (image));
  g_assert_cmpstr (hex, ==, BASE_RECORDS TERMINATOR);

  records = np_image_get_records (image, &n_records);
  g_assert_cmpuint (n_records, ==, 5);
  g_assert_cmpuint (records[2].tag, ==, NP_TAG_VENDOR_NAME);
  g_assert_cmpuint (records[2].offset, ==, 22);
  g_assert_cmpuint (records[2].length, ==, 4);
  g_assert_true (np_factory_data_equal (data, np_image_get_data (image)));
}

static void
test_encode_refuses (void)
{
  g_autoptr(NpFactoryData) data = make_base ();
  g_autoptr(NpImage) image = NULL;
  g_autoptr(GError) error = NULL;

  np_factory_data_set_number (data, NP_TAG_SETUP_DISCRIMINATOR, 4096, NULL);
  np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, "", NULL);
  image = np_image_encode (data, &error);
  g_assert_null (image);
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==,
                   "Discriminator is 4096; it must be from 0 to 4095. A discriminator has 12 bits. "
                   "Choose a number from 0 to 4095. [discriminator-range] (and 1 more error)");
}

typedef struct
{
  const char *name;
  const char *hex;
  const char *codes;
  const char *where; /* of the last problem */
  gboolean fatal;
} Case;

static const Case cases[] = {
  { "base", BASE_RECORDS TERMINATOR, "", NULL, FALSE },
  { "another order", "1600000002000000f1ff" "0b00000002000000000f" TERMINATOR, "", NULL, FALSE },
  { "only the terminator", TERMINATOR, "", NULL, FALSE },
  { "terminator written back", BASE_RECORDS TERMINATOR "ffffffff", "", NULL, FALSE },
  { "erased flash after it", BASE_RECORDS TERMINATOR "ffffffffffffffffffffff", "", NULL, FALSE },
  { "data after it", BASE_RECORDS TERMINATOR "ffffffff00", "image-trailing-data", "byte 0x3E", FALSE },
  { "unknown tag", "63000000020000000102" BASE_RECORDS TERMINATOR, "image-unknown-tag", "byte 0x0", FALSE },
  { "tag twice", "1600000002000000f1ff" "1600000002000000f2ff" TERMINATOR, "image-duplicate-tag", "byte 0xA", FALSE },
  { "number too long", "1600000004000000f1ff0000" TERMINATOR, "image-number-length", "byte 0x0", FALSE },
  { "not UTF-8", "1500000002000000e94d" TERMINATOR, "text-not-utf8", "byte 0x0", FALSE },
  { "NUL in text", "150000000200000041" "00" TERMINATOR, "text-nul", "byte 0x0", FALSE },
  { "empty record", "1500000000000000" BASE_RECORDS TERMINATOR, "image-record-length", "byte 0x0", FALSE },
  { "empty record of an unknown tag", "6300000000000000" TERMINATOR, "image-record-length", "byte 0x0", FALSE },
  { "limit", "1600000002000000f1ff" "0b000000020000000010" TERMINATOR, "discriminator-range", "byte 0xA", FALSE },
  { "empty", "", "image-empty", "byte 0x0", TRUE },
  { "zeros", "000000000000000000", "image-empty", "byte 0x0", TRUE },
  { "erased", "ffffffffffffffffff", "image-erased", "byte 0x0", TRUE },
  { "no terminator", BASE_RECORDS, "image-no-terminator", "byte 0x36", TRUE },
  { "erased instead of terminator", BASE_RECORDS "ffffffff", "image-no-terminator", "byte 0x36", TRUE },
  { "half a terminator", BASE_RECORDS "acac", "image-truncated", "byte 0x36", TRUE },
  { "within a header", BASE_RECORDS "15000000" "0400", "image-truncated", "byte 0x36", TRUE },
  { "within a value", "1500000004000000" "4163", "image-truncated", "byte 0x0", TRUE },
  { "huge length", "15000000f0ffffff" "616263", "image-truncated", "byte 0x0", TRUE },
  { "largest length", "15000000ffffffff" "616263", "image-truncated", "byte 0x0", TRUE },
};

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr(GBytes) bytes = test_bytes_from_hex (c->hex);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpImage) image = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *codes = NULL;

      g_test_message ("%s", c->name);
      image = np_image_decode (bytes, problems, &error);
      codes = test_list_codes (problems);
      g_assert_cmpstr (codes, ==, c->codes);
      if (c->where != NULL)
        g_assert_cmpstr (((NpProblem *) problems->pdata[problems->len - 1])->where, ==, c->where);

      if (c->fatal)
        {
          g_assert_null (image);
          g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
          g_assert_true (g_str_has_prefix (error->message, c->where));
        }
      else
        {
          g_assert_nonnull (image);
          g_assert_no_error (error);
        }
    }
}

/* What stands before and after a record that is no good is decoded all the same. */
static void
test_decode_goes_on (void)
{
  g_autoptr(GBytes) bytes = test_bytes_from_hex ("1600000002000000f1ff" "1700000000000000" "18000000020000000480"
                                                 "630000000100000001" "1900000003000000534e31" TERMINATOR);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) image = np_image_decode (bytes, problems, NULL);
  const NpProblem *problem = test_find_problem (problems, "image-record-length");
  guint n_records;
  guint32 number = 0;

  g_assert_nonnull (image);
  g_assert_nonnull (problem);
  g_assert_cmpuint (problem->tag, ==, NP_TAG_PRODUCT_NAME);
  g_assert_cmpstr (problem->where, ==, "byte 0xA");
  g_assert_cmpstr (problem->what, ==, "The record of “Product name” (tag 23) is 0 bytes long; it must be from 1 to 602.");
  g_assert_cmpstr (problem->why, ==, "ST's firmware stops reading there and never sees the 3 records that follow.");

  np_image_get_records (image, &n_records);
  g_assert_cmpuint (n_records, ==, 5);
  g_assert_true (np_factory_data_get_number (np_image_get_data (image), NP_TAG_PRODUCT_ID, &number));
  g_assert_cmphex (number, ==, 0x8004);
  g_assert_true (np_factory_data_has (np_image_get_data (image), NP_TAG_SERIAL_NUMBER));
  g_assert_false (np_factory_data_has (np_image_get_data (image), NP_TAG_PRODUCT_NAME));
}

static void
test_decode_too_many (void)
{
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) image = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (hex, "6300000001000000" "00");
  bytes = test_bytes_from_hex (hex->str);
  image = np_image_decode (bytes, problems, &error);
  g_assert_null (image);
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "image-too-many-records");
}

/* decode ∘ encode is the identity, and so is encode ∘ decode on what encode writes. */
static void
assert_round_trip (GBytes *bytes)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) image = NULL;
  g_autoptr(NpImage) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;

  image = np_image_decode (bytes, problems, &error);
  g_assert_no_error (error);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "");
  test_assert_bytes_equal (np_image_get_bytes (image), bytes);

  again = np_image_encode (np_image_get_data (image), &error);
  g_assert_no_error (error);
  test_assert_bytes_equal (np_image_get_bytes (again), bytes);
  g_assert_true (np_factory_data_equal (np_image_get_data (image), np_image_get_data (again)));
}

static void
test_round_trip (void)
{
  g_autoptr(GBytes) bytes = test_bytes_from_hex (BASE_RECORDS TERMINATOR);

  assert_round_trip (bytes);
}

static void
test_known_images (void)
{
  g_autofree char *folder = test_find_data ("st/valid");
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (folder == NULL)
    return;

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(GBytes) bytes = NULL;

      if (!g_str_has_suffix (name, ".bin"))
        continue;

      g_test_message ("%s", name);
      bytes = test_load_data (folder, name);
      assert_round_trip (bytes);
    }
}

static const struct
{
  const char *name;
  const char *codes;
} known_damage[] = {
  { "device-provisioned.bin", "" },
  { "duplicate-tag.bin", "image-duplicate-tag" },
  { "full.bin", "" },
  { "huge-length.bin", "image-truncated" },
  { "no-magic.bin", "image-no-terminator" },
  { "padded-ff.bin", "" },
  { "reversed-order.bin", "" },
  { "truncated-value.bin", "image-truncated" },
};

static void
test_known_damage (void)
{
  g_autofree char *folder = test_find_data ("st/images");
  g_autoptr(NpImage) full = NULL;

  if (folder == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (known_damage); i++)
    {
      g_autoptr(GBytes) bytes = test_load_data (folder, known_damage[i].name);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpImage) image = np_image_decode (bytes, problems, NULL);
      g_autofree char *codes = test_list_codes (problems);

      g_test_message ("%s", known_damage[i].name);
      g_assert_cmpstr (codes, ==, known_damage[i].codes);
      if (g_str_equal (known_damage[i].name, "full.bin"))
        full = np_image_ref (image);
      if (g_str_equal (known_damage[i].name, "reversed-order.bin") || g_str_equal (known_damage[i].name, "padded-ff.bin"))
        g_assert_true (np_factory_data_equal (np_image_get_data (full), np_image_get_data (image)));
    }
}

/* What is said of an image that came back with @size bytes and, if it is among them, one bit of a byte flipped. */
static char *
compare_with_flipped (NpImage *image, gsize position, gsize size)
{
  guint8 *actual = g_memdup2 (g_bytes_get_data (np_image_get_bytes (image), NULL), size);
  g_autoptr(GBytes) bytes = g_bytes_new_take (actual, size);

  if (position < size)
    actual[position] ^= 0x01;

  return np_image_describe_difference (image, 0x081EC000, bytes);
}

static void
test_difference (void)
{
  g_autoptr(NpFactoryData) data = make_base ();
  g_autoptr(NpImage) image = np_image_encode (data, NULL);
  const struct
  {
    gsize position;
    gsize size;
    const char *text;
  } differences[] = {
    { 60, 58, NULL },
    { 33, 58, "1 byte differs: at byte 0x21 (0x081EC021), in “Vendor name” (tag 21): 0x64 instead of 0x65" },
    { 22, 58, "1 byte differs: at byte 0x16 (0x081EC016), in the record header of “Vendor name” (tag 21): 0x14 instead of 0x15" },
    { 18, 58, "1 byte differs: at byte 0x12 (0x081EC012), in “Passcode” (tag 15), whose value is a secret" },
    { 57, 58, "1 byte differs: at byte 0x39 (0x081EC039), in the terminator: 0xAD instead of 0xAC" },
    { 60, 50, "only 50 of 58 bytes were read back; these are right" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      g_autofree char *text = compare_with_flipped (image, differences[i].position, differences[i].size);

      g_assert_cmpstr (text, ==, differences[i].text);
    }
}

static void
test_difference_of_erased (void)
{
  g_autoptr(NpFactoryData) data = make_base ();
  g_autoptr(NpImage) image = np_image_encode (data, NULL);
  g_autofree char *erased = g_strnfill (58, '\xFF');
  g_autoptr(GBytes) bytes = g_bytes_new_static (erased, 58);
  g_autofree char *text = NULL;

  text = np_image_describe_difference (image, 0x081EC000, bytes);
  g_assert_cmpstr (text, ==,
                   "57 bytes differ; the first at byte 0x0 (0x081EC000), "
                   "in the record header of “Discriminator” (tag 11): 0xFF instead of 0x0B");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/image/encode", test_encode);
  g_test_add_func ("/image/encode-refuses", test_encode_refuses);
  g_test_add_func ("/image/decode", test_decode);
  g_test_add_func ("/image/decode-goes-on", test_decode_goes_on);
  g_test_add_func ("/image/decode-too-many", test_decode_too_many);
  g_test_add_func ("/image/round-trip", test_round_trip);
  g_test_add_func ("/image/known-images", test_known_images);
  g_test_add_func ("/image/known-damage", test_known_damage);
  g_test_add_func ("/image/difference", test_difference);
  g_test_add_func ("/image/difference-of-erased", test_difference_of_erased);

  return g_test_run ();
}
