"""Small files of purchases in the forms that people have; ids, names and sums are invented.
make_purchases_like.py writes cdnow_like.csv, olist_like.csv, payments_like.csv beside itself."""
import csv, pathlib, random

here = pathlib.Path(__file__).parent
chance = random.Random(7)


def write(name, header, rows):
    with open(here / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


day = lambda: f"1997{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
# CDNOW: the amount is the sum of the line, not the price of a piece.
write("cdnow_like.csv", ["id", "date", "quantity", "amount"],
      sorted([f"{chance.randint(1, 40):05}", day(), n := chance.randint(1, 5), f"{n * chance.uniform(8, 15):.2f}"]
             for _ in range(160)))

# Olist: customer_id is the person in one order, customer_unique_id the person.
write("olist_like.csv",
      ["order_id", "customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state",
       "order_status", "order_purchase_timestamp", "order_delivered_customer_date", "payment_type",
       "payment_installments", "payment_value"],
      [[f"o{i:05x}", f"c{i * 7919 % 65536:05x}", f"u{chance.randint(1, 60):05x}", f"{chance.randint(1000, 99999):05}",
        chance.choice(["sao paulo", "campinas", "santos"]), chance.choice(["SP", "RJ"]), "delivered",
        f"2018-{chance.randint(1, 8):02}-{chance.randint(1, 28):02} {chance.randint(0, 23):02}:15:00",
        f"2018-{chance.randint(9, 10):02}-{chance.randint(1, 28):02} 18:00:00",
        chance.choice(["credit_card", "boleto"]), chance.randint(1, 10), f"{chance.uniform(20, 300):.2f}"]
       for i in range(120)])

# Card payments: the card stands for the customer.
write("card_payments_like.csv", ["trans_date_trans_time", "cc_num", "merchant", "category", "amt", "trans_num"],
      [[f"2020-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} {chance.randint(0, 23):02}:08:59",
        900000000000 + chance.randint(1, 25), f"shop_{chance.randint(1, 9)}", chance.choice(["travel", "food"]),
        f"{chance.uniform(1, 200):.2f}", f"t{i:06x}"] for i in range(150)])
