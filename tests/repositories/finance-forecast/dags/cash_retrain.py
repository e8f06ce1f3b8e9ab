from airflow import DAG
from airflow.operators.python import PythonOperator
from finance.cash import retrain

with DAG('retrain', schedule='0 5 1 * *', catchup=False) as dag:
    PythonOperator(task_id='go', python_callable=retrain)
