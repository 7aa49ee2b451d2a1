/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long it takes to make 1,000 images from one template with different serial numbers, beside the time that hashing
 * the same bytes with SHA-256 takes: whoever makes an image hashes it at least once. */

#include "config.h"

#include <locale.h>

#include "factory/np-image.h"

#define N_IMAGES 1000
#define N_ROUNDS 5

/* A template of about the size of ST's sample: certificates, keys, names. */
static NpFactoryData *
make_template (void)
{
  static const struct
  {
    NpTag tag;
    gsize size;
  } values[] = {
    { NP_TAG_CERTIFICATION_DECLARATION, 539 },
    { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, 493 },
    { NP_TAG_PAI_CERTIFICATE, 463 },
    { NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, 32 },
    { NP_TAG_DEVICE_ATTESTATION_PUB_KEY, 65 },
    { NP_TAG_SPAKE2_SALT, 16 },
    { NP_TAG_SPAKE2_VERIFIER, 97 },
    { NP_TAG_VENDOR_NAME, 18 },
    { NP_TAG_PRODUCT_NAME, 16 },
  };
  NpFactoryData *data = np_factory_data_new ();

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *filler = g_strnfill (values[i].size, 'x');
      g_autoptr(GBytes) bytes = g_bytes_new (filler, values[i].size);

      g_assert_true (np_factory_data_set_bytes (data, values[i].tag, bytes, NULL));
    }
  np_factory_data_set_number (data, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, 0x8004, NULL);
  np_factory_data_set_number (data, NP_TAG_HARDWARE_VERSION, 1, NULL);
  np_factory_data_set_number (data, NP_TAG_SETUP_DISCRIMINATOR, 3840, NULL);
  np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, NULL);
  np_factory_data_set_number (data, NP_TAG_SPAKE2_ITERATION_COUNT, 1000, NULL);

  return data;
}

static void
make_images (NpFactoryData *template, GPtrArray *images)
{
  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_autoptr(NpFactoryData) data = np_factory_data_copy (template);
      g_autofree char *serial = g_strdup_printf ("MT-%06u", i);
      g_autoptr(GError) error = NULL;
      NpImage *image;

      np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, serial, NULL);
      image = np_image_encode (data, &error);
      g_assert_no_error (error);
      g_ptr_array_add (images, image);
    }
}

static gsize
hash_images (GPtrArray *images)
{
  gsize n_digits = 0;

  for (guint i = 0; i < images->len; i++)
    {
      g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, np_image_get_bytes (images->pdata[i]));

      n_digits += strlen (digest);
    }

  return n_digits;
}

/* The best of some rounds: the one that the rest of the machine disturbed least. */
int
main (void)
{
  g_autoptr(NpFactoryData) template = make_template ();
  gint64 best_making = G_MAXINT64;
  gint64 best_hashing = G_MAXINT64;
  gsize image_size = 0;

  setlocale (LC_ALL, "");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) np_image_unref);
      gint64 start = g_get_monotonic_time ();
      gint64 made;
      gint64 hashed;

      make_images (template, images);
      made = g_get_monotonic_time ();
      g_assert_cmpuint (hash_images (images), ==, N_IMAGES * 64);
      hashed = g_get_monotonic_time ();

      best_making = MIN (best_making, made - start);
      best_hashing = MIN (best_hashing, hashed - made);
      image_size = g_bytes_get_size (np_image_get_bytes (images->pdata[0]));
    }

  g_print ("%d images of %zu bytes from one template: %.2f µs each\n", N_IMAGES, image_size, best_making / (double) N_IMAGES);
  g_print ("SHA-256 of each: %.2f µs\n", best_hashing / (double) N_IMAGES);
  g_print ("making / hashing: %.2f\n", best_making / (double) best_hashing);

  return 0;
}
